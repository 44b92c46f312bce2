import { z } from 'zod'
import { integerOrNull, listOf } from './scalars.ts'

/** Reply of the artifact proxy's listing: names directly under one folder. A name with a `/` would name another folder. */
export const artifactListReply = z.object({
  files: listOf(
    z.object({
      path: z.string().regex(/^[^/\0]+$/),
      is_dir: z
        .boolean()
        .nullish()
        .transform((value) => value === true),
      file_size: integerOrNull,
    }),
  ),
})

/** One name in such a listing. */
export type ListedArtifact = z.output<typeof artifactListReply>['files'][number]
