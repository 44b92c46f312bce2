import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recipeCommand, shellQuote } from './recipe-command.ts'

const parts = { repository: null, codeCommit: null, entrypoint: 'train.py', parameters: [], environmentPaths: [] }

describe('a recipe', () => {
  it('quotes any text so that a shell takes it for one word', () => {
    const words = fc.array(
      fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\0')),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(words, (texts) => {
        const script = `printf '%s\\0' ${texts.map(shellQuote).join(' ')}`
        expect(execFileSync('/bin/sh', ['-c', script])).toEqual(
          Buffer.from(texts.map((text) => `${text}\0`).join(''), 'utf8'),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('has no command when it is not known what to start', () => {
    expect(recipeCommand({ ...parts, entrypoint: null })).toBeNull()
  })

  it('lets no name become an option or a command', () => {
    const hostile = {
      repository: '--upload-pack=evil',
      codeCommit: '--help',
      entrypoint: '-c import os',
      parameters: [{ key: 'a;b', value: '$(id)' }],
    }
    expect(recipeCommand({ ...parts, ...hostile })?.split('\n')).toEqual([
      'git clone -- --upload-pack=evil source',
      'cd source',
      "python './-c import os' '--a;b=$(id)'",
    ])
  })

  it('installs the environment it knows, and starts a notebook as one', () => {
    const command = recipeCommand({
      ...parts,
      entrypoint: 'fit.ipynb',
      parameters: [{ key: 'depth', value: '3' }],
      environmentPaths: ['conda.yaml', 'requirements.txt'],
    })
    expect(command?.split('\n')).toEqual([
      'python -m venv .venv',
      '. .venv/bin/activate',
      'pip install -r requirements.txt',
      'papermill fit.ipynb output.ipynb -p depth 3',
    ])
  })
})
