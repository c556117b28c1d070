/** Stands for the browser's storage where there is none, or where the person forbids it: lasts as long as the page. */
export class MemoryStore {
  private readonly values = new Map<string, string>();

  get length(): number {
    return this.values.size;
  }
  key(place: number): string | null {
    return [...this.values.keys()][place] ?? null;
  }
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
}

/** The browser's storage, or one that forgets. */
export function deviceStore(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> {
  try {
    const probe = 'probe';
    localStorage.setItem(probe, probe);
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return new MemoryStore();
  }
}
