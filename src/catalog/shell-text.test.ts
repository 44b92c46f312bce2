import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hereDocument, shellQuote } from './shell-text.ts'

const anyText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('$(id)', '`id`', '-rf', "'", '\\', '\x03\n', '!'),
  )
  .map((text) => text.replaceAll('\0', ''))

describe('text in a script', () => {
  it('is one word to a shell, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 20 }), (texts) => {
        const script = `printf '%s\\0' ${texts.map(shellQuote).join(' ')}`
        expect(execFileSync('/bin/sh', ['-c', script])).toEqual(
          Buffer.from(texts.map((text) => `${text}\0`).join(''), 'utf8'),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('holds nothing that acts on the terminal it is pasted into', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shellQuote(text)).not.toMatch(/[^\P{Cc}\n\u0080-\u009f]/u)
      }),
    )
    expect(shellQuote('a\0b')).toBe("'ab'")
  })

  it('is written into a file as it is, also when it ends the usual document', () => {
    const line = fc.oneof(fc.constantFrom('END_OF_FILE', 'END_OF_FILE_1', '$(id)', '`id`', "'", '\\', ''), fc.string())
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const text = lines.map((content) => `${content}\n`).join('')
        const written = hereDocument('file', text).join('\n').replace('cat > file', 'cat')
        expect(execFileSync('/bin/sh', ['-c', written], { encoding: 'utf8' })).toBe(text)
      }),
      { numRuns: 50 },
    )
  })
})
