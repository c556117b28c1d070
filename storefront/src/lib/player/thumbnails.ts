interface Layout {
  every_ms: number;
  width: number;
  height: number;
  columns: number;
  count: number;
}

/** Every sheet has so many rows, the last of them empty for a short film. */
const ROWS = 10;

/** Where on the sheet the picture of that moment, in seconds, begins. */
export function placeOnSheet({ every_ms, width, height, columns, count }: Layout, time: number): { x: number; y: number; rows: number } {
  const place = Math.min(count - 1, Math.max(0, Math.floor((time * 1000) / every_ms)));
  return { x: (place % columns) * width, y: Math.floor(place / columns) * height, rows: ROWS };
}
