/** SMPP 3.4 4.1.1: printable ASCII without blanks; some carriers take more than its eight characters. */
export const isCarrierPassword = (text: string): boolean => /^[\x21-\x7e]{1,64}$/.test(text);
