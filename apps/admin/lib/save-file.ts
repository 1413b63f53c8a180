/** A busy browser takes a file over some time after it was asked to; until then the address must hold. */
const TAKEN_OVER_MILLISECONDS = 60_000;

/** Hands the reader a text as a file; it never leaves this browser. */
export function saveText(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
}

export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), TAKEN_OVER_MILLISECONDS);
}
