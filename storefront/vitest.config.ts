import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': `${import.meta.dirname}/src`, 'server-only': `${import.meta.dirname}/src/lib/empty.ts` } },
  test: { environment: 'happy-dom', environmentOptions: { happyDOM: { url: 'http://localhost:3000/' } }, include: ['src/**/*.test.{ts,tsx}'] },
});
