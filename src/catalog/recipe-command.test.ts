import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CommandParts, recipeCommand } from './recipe-command.ts'
import type { RecipeEntry } from './recipe-entry.ts'

const script: RecipeEntry = { kind: 'SCRIPT', path: 'train.py', isAssumed: true, arguments: null }
const parts: CommandParts = {
  repository: 'https://git.example/risk.git',
  codeCommit: 'f'.repeat(40),
  entry: script,
  parameters: [{ key: 'depth', value: '3' }],
  environment: { requirements: null, pythonVersion: null },
}

const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('$(id)', '`id`', '--help', "'", '\\', ')', '\n', ' '),
  )
  .map((value) => value.replaceAll('\0', ''))

const hostile: fc.Arbitrary<CommandParts> = fc.record({
  repository: text.map((path) => `https://git.example/${path}`),
  codeCommit: fc.oneof(text, fc.constant('f'.repeat(40))),
  entry: fc.oneof(
    fc.record({
      kind: fc.constant('SCRIPT' as const),
      path: text.filter((path) => path !== ''),
      isAssumed: fc.boolean(),
      arguments: fc.option(fc.array(text, { maxLength: 3 })),
    }),
    fc.record({
      kind: fc.constant('PROJECT' as const),
      folder: text,
      entryPoint: text,
      needs: fc.constant(null),
    }),
  ),
  parameters: fc.array(fc.record({ key: text, value: text }), { maxLength: 3 }),
  environment: fc.record({
    requirements: fc.option(text.map((line) => line.replaceAll(/\p{Cc}/gu, ''))),
    pythonVersion: fc.constantFrom(null, '3.11.4'),
  }),
})

/** Stands for every program that a recipe starts, and prints what each was given; nothing is really run. */
const echo = `say() { printf '<'; printf '%s|' "$@"; printf '>\\n'; }
git() { say git "$@"; }
python3() { say python3 "$@"; }
cd() { :; }`

function echoed(command: string): string {
  const plain = command
    .replaceAll(/^\.\.?\/?\.?(venv|uv|mlflow)?\/.*?bin\/(python|uv)/gm, 'say')
    .replaceAll(/^\.mlflow\/bin\/mlflow/gm, 'say mlflow')
    .replaceAll(/^ {2}\.uv.*$/gm, '  :')
    .replaceAll(/^ {2}if "\$python".*$/gm, '  :')
    .replaceAll('cat > requirements.txt', 'cat > /dev/null')
  return execFileSync('/bin/sh', ['-c', `${echo}\n${plain}`], { encoding: 'utf8', stdio: 'pipe' })
}

describe('a recipe', () => {
  it('is a script that a shell can read, whatever the tools said', () => {
    fc.assert(
      fc.property(hostile, (hostileParts) => {
        const command = recipeCommand(hostileParts)
        if (command !== null) execFileSync('/bin/sh', ['-n'], { input: command })
      }),
      { numRuns: 100 },
    )
  })

  it('hands every argument and parameter to the program as one word, and starts nothing else', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (words) => {
        const command = recipeCommand({ ...parts, entry: { ...script, arguments: words } }) ?? ''
        expect(echoed(command)).toContain(`<train.py|${words.map((word) => `${word}|`).join('')}>\n`)
      }),
      { numRuns: 50 },
    )
    fc.assert(
      fc.property(text, text, (key, value) => {
        const entry: RecipeEntry = { kind: 'PROJECT', folder: 'models', entryPoint: value, needs: null }
        const command = recipeCommand({ ...parts, entry, parameters: [{ key, value }] }) ?? ''
        expect(echoed(command)).toContain(
          `<mlflow|run|--env-manager|uv|--version|${'f'.repeat(40)}|-e|${value}|-P|${key}=${value}|--|https://git.example/risk.git#models|>\n`,
        )
      }),
      { numRuns: 50 },
    )
  })

  it('has no command when it is not known what to start', () => {
    expect(recipeCommand({ ...parts, entry: { kind: 'NONE', message: '' } })).toBeNull()
  })

  it('never makes an option or another transport of an address or a commit', () => {
    for (const repository of ['--upload-pack=evil', 'ext::sh -c evil', 'https://-oProxyCommand=evil/x', 'a\nb']) {
      const command = recipeCommand({ ...parts, repository, codeCommit: '--help' }) ?? ''
      expect(command).not.toContain('git')
      expect(() => echoed(command)).toThrow('Put the code into a folder named source')
    }
  })

  it('offers no parameter as an option of a script, for no tool says that it takes any', () => {
    expect(recipeCommand(parts)?.split('\n')).toEqual([
      '(',
      'set -eu',
      'git clone -- https://git.example/risk.git source',
      `git -C source checkout --detach ${'f'.repeat(40)}`,
      'python3 -m venv .venv',
      'cd source',
      '../.venv/bin/python train.py',
      ')',
    ])
  })

  it('writes the packages and makes an interpreter of the recorded version', () => {
    const command = recipeCommand({
      ...parts,
      environment: { requirements: 'numpy==2.1.0\n', pythonVersion: '3.11.4' },
    })
    expect(command).toContain("cat > requirements.txt <<'END_OF_FILE'\nnumpy==2.1.0\nEND_OF_FILE\n")
    expect(command).toContain('for python in python3.11 python3 python; do')
    expect(command).toContain('uv venv --seed --python 3.11.4 .venv')
  })
})
