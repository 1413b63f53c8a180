/** A decimal price times a whole number, exact: money is no floating number. */
export function wholePrice(price: string, times: number): string {
  const [whole = '0', fraction = ''] = price.split('.');
  const digits = (BigInt(whole + fraction) * BigInt(times)).toString().padStart(fraction.length + 1, '0');
  const cut = digits.length - fraction.length;
  const rest = digits.slice(cut).replace(/0+$/, '');
  return rest === '' ? digits.slice(0, cut) : `${digits.slice(0, cut)}.${rest}`;
}
