/** What a file of JSON says; undefined when it is none. What it says is for the backend to judge. */
export async function readDocument(file: Blob): Promise<unknown> {
  try {
    // RFC 8259 8.1: a byte order mark may be ignored, and editors of some systems write one.
    return JSON.parse((await file.text()).replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
