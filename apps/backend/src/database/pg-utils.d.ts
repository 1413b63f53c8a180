declare module 'pg/lib/utils.js' {
  const utils: {
    /** A value as PostgreSQL's text or binary input, as pg itself sends it. */
    prepareValue(value: unknown): unknown;
  };
  export default utils;
}
