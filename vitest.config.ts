import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['harness/**/*.test.ts', 'test/**/*.test.ts', 'ci/**/*.test.ts'],
    testTimeout: 20_000,
  },
})
