declare module 'split-sms' {
  const splitSms: { split(message: string): { characterSet: 'GSM' | 'Unicode'; parts: { content: string }[] } };
  export default splitSms;
}
