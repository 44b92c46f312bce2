import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const module = new URL('./young-heap.ts', import.meta.url).href

/** What the space for new objects takes, in bytes, in a process that has just made many objects and kept them. */
function grown(before: string): number {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { holdYoungHeap } from '${module}'
    ${before}
    const kept = []
    for (let index = 0; index < 400_000; index += 1) kept.push({ index, text: [String(index)] })
    const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')
    console.log(kept.length > 0 ? space.space_size : 0)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }))
}

test('the space for new objects stays small while it is held, and grows as ever once it is released', () => {
  const held = grown('holdYoungHeap()')
  const released = grown('holdYoungHeap()()')
  expect(held).toBeLessThan(8 * 2 ** 20)
  // How far it grows differs from run to run, also without us.
  for (const free of [released, grown('')]) expect(free).toBeGreaterThan(16 * 2 ** 20)
})
