import { watch } from 'node:fs'
import { dirname } from 'node:path'
import { copiesByDigest } from '../../connectors/open-inference/effects/mlserver-places.ts'
import { createStaging } from '../../connectors/open-inference/effects/staging.ts'
import { versionFolders } from '../../connectors/open-inference/triton/version-folders.ts'

/** Begins to remove a copy, and dies without notice as soon as it is out of its place. */
const [folder = '', deployment = '', digest = '', version = '', server = 'mlserver'] = process.argv.slice(2)
const layout = server === 'triton' ? versionFolders(folder, 'serving') : copiesByDigest(folder)
const copy = { deployment, digest, version }
watch(dirname(layout.folderOf(copy)), () => process.kill(process.pid, 'SIGKILL'))
await createStaging(layout, 'serving').remove(copy)
