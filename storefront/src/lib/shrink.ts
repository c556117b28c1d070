/** Enough for a portrait on any screen. */
const LONGER_SIDE = 2000;
const QUALITY = 0.9;

/** A picture of more than so many bytes, in fewer pixels; as it is where it is small or cannot be drawn here. */
export async function shrink(file: File, most: number): Promise<File> {
  if (file.size <= most) return file;
  try {
    const whole = await createImageBitmap(file);
    const scale = Math.min(1, LONGER_SIDE / Math.max(whole.width, whole.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(whole.width * scale);
    canvas.height = Math.round(whole.height * scale);
    const pencil = canvas.getContext('2d')!;
    // What can be seen through would be black.
    pencil.fillStyle = '#ffffff';
    pencil.fillRect(0, 0, canvas.width, canvas.height);
    pencil.drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.close();
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return drawn ? new File([drawn], 'portrait.jpg', { type: drawn.type }) : file;
  } catch {
    return file;
  }
}
