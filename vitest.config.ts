import { defineConfig } from 'vitest/config'

const architecture = 'test/architecture.test.ts'

/** `quick` holds the pure tests; `real` runs against real tools, which its global setup installs and starts. */
export default defineConfig({
  // graphql has an ES and a CommonJS copy. Node gives everyone the second; Vite alone would pick the first,
  // and a schema made by one copy is refused by the other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    allowOnly: process.env['CI'] === undefined,
    setupFiles: ['test/support/properties.ts'],
    pool: 'forks',
    // Loading the gateway anew for each of 450 files would be a third of the time.
    isolate: false,
    // V8 13.6 sometimes dies of freeing the code that it made of WebAssembly ("jit_page_->allocations_.erase"): of functions
    // when they are compiled again, and of the wrappers of what they call once those were called often. It makes none of
    // the second so, and frees none of the first; processes here end soon.
    execArgv: ['--no-wasm-code-gc', '--wasm-wrapper-tiering-budget=2000000000'],
    maxWorkers: 2,
    teardownTimeout: 60_000,
    server: { deps: { external: [/\/node_modules\//] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['src/**/*.test.ts', 'connectors/**/*.test.ts', 'tools/**/*.test.ts', architecture],
          testTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/**/*.test.ts'],
          exclude: [architecture],
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/each-file.ts'],
          // One that trains models, starts an MLflow and runs five commands did not end in 120 s on a slow machine.
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
