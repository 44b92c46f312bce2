import { writeFileSync } from 'node:fs'

/** A reporter that notes what the others do not: which files were to run, and how many errors came from no test. */
export default class OutsideTests {
  #files = []

  onTestRunStart(specifications) {
    this.#files = [...new Set(specifications.map(({ moduleId }) => moduleId))]
  }

  onTestRunEnd(_modules, unhandledErrors) {
    const path = process.env.OUTSIDE_TESTS
    if (path) writeFileSync(path, JSON.stringify({ files: this.#files, errors: unhandledErrors.length }))
  }
}
