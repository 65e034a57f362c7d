import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console is built once into a folder of `dist` for each state of its sources, which the server serves. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1500 },
});
