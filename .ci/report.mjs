/** Reads what the test runner wrote: `red REPORT` names files, `counts REPORT [SECOND]` tells the counts and sets the exit code. */
import { readFileSync } from 'node:fs'

const [command, ...paths] = process.argv.slice(2)
const say = (line) => process.stdout.write(`${line}\n`)

function filesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults
  } catch {
    process.stderr.write(`The test runner left no report at ${path}.\n`)
    return []
  }
}

const isFinished = ({ status }) => status === 'passed' || status === 'failed'
const isRed = (file) => file.status !== 'passed' || file.assertionResults.some(({ status }) => status !== 'passed')

/** Files that a second run repeated count by that. */
function merged([first, second]) {
  const again = new Map((second === undefined ? [] : filesOf(second)).map((file) => [file.name, file]))
  return filesOf(first).map((file) => again.get(file.name) ?? file)
}

function counts() {
  const { CHECK, TESTS } = process.env
  const files = merged(paths)
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })))
  const passed = tests.filter(({ status }) => status === 'passed').length
  const skipped = tests.filter((test) => !isFinished(test))
  let failed = tests.filter(({ status }) => status === 'failed').length
  // A file that did not load holds no test that could have failed.
  failed += files.filter((f) => f.status === 'failed' && f.assertionResults.every((t) => t.status === 'passed')).length
  for (const test of skipped) say(`skipped, which fails here: ${test.file}: ${test.fullName}`)
  if (CHECK !== '0') {
    say(`npm run check failed (exit ${CHECK}), counted as one failure.`)
    failed += 1
  }
  if (TESTS !== '0' && failed === 0) {
    say(`npm test failed outside of any test (exit ${TESTS}), counted as one failure.`)
    failed += 1
  }
  if (passed + failed === 0) say('No test ran.')
  process.exitCode = failed > 0 || passed === 0 || skipped.length > 0 ? 1 : 0
  say(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
}

if (command === 'red') for (const { name } of filesOf(paths[0]).filter(isRed)) say(name)
else counts()
