import { createFileAnchor } from '../../src/anchors/file-anchor.ts'

// Keeps one text in a folder and prints how that went; run where the system lets a process write no file.
const [folder = '', name = '', text = ''] = process.argv.slice(2)
const outcome = await createFileAnchor(folder)
  .keep(name, text)
  .catch((error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed'))
process.stdout.write(outcome)
