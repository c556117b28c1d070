/** The bytes of a request's body, or null when there are more than `most`; the rest, or all where it says so, is then not read. */
export async function bodyUpTo(most: number, request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = request.body?.getReader();
  if (Number(request.headers.get('content-length')) > most) {
    await reader?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    length += read.value.byteLength;
    if (length > most) {
      await reader?.cancel();
      return null;
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks);
}
