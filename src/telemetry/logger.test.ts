import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const logger = JSON.stringify(join(import.meta.dirname, 'logger.ts'))

/** What a process writes that logs one short line and then runs `more`. */
function linesOf(more: string): readonly string[] {
  const script = `import { createLogger } from ${logger}
    createLogger({ level: 'info', destination: 'stdout' }).info('said')
    ${more}`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return output.trim().split('\n')
}

test.each([
  ['that ends by itself', ''],
  ['that is made to end at once', 'process.exit(0)'],
])('the last line of a process %s is written', (_how, more) => {
  expect(linesOf(more)).toEqual([expect.stringContaining('said')])
})
