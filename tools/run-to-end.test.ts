import { expect, test } from 'vitest'
import { runToEnd } from './run-to-end.ts'

test('a command that is given up ends at once, at whatever moment of its start that is', async () => {
  for (let turns = 0; turns < 30; turns += 1) {
    const stopping = new AbortController()
    const ended = runToEnd(['sleep', '600'], { env: process.env, signal: stopping.signal })
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
    stopping.abort(new Error('given up'))
    await expect(ended).rejects.toThrow('given up')
  }
})
