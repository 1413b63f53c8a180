export * from './admin.js';
export * from './errors.js';
export * from './formats.js';
export * from './messages.js';
export * from './otp.js';
export * from './paging.js';
export * from './problem.js';
export * from './states.js';
