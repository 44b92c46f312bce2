import type { CallContext, ModelVersionRecord } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import { required } from '../reply.ts'
import { toVersion, versionsReply } from '../wire/version.ts'

/** A search over versions. */
export interface VersionSearch {
  readonly workspace: string
  readonly filter?: string
  readonly orderBy?: string
  /** More pages than this are left unread. */
  readonly pagesMax?: number
}

/** What a search found. */
export interface FoundVersions {
  readonly versions: readonly ModelVersionRecord[]
  /** False when pages were left unread. */
  readonly isComplete: boolean
}

const pageSize = 5_000

/** Searches versions page by page; null when the server does not know the filter. Prompts and deleted versions are none. */
export async function searchVersions(
  client: MlflowClient,
  search: VersionSearch,
  call: CallContext,
): Promise<FoundVersions | null> {
  const { workspace, filter, orderBy, pagesMax = 20 } = search
  const versions: ModelVersionRecord[] = []
  let token: string | null = null
  for (let page = 0; page < pagesMax; page += 1) {
    const query = { filter, order_by: orderBy, max_results: pageSize, page_token: token ?? undefined }
    const answer = await client.read({ workspace, path: '/model-versions/search', query }, call)
    if (answer.kind === 'REFUSED' && filter !== undefined && page === 0) return null
    const reply = required(versionsReply, answer)
    for (const wire of reply.model_versions) {
      const record = toVersion(wire, workspace)
      if (record !== null) versions.push(record)
    }
    token = reply.next_page_token
    if (token === null) return { versions, isComplete: true }
  }
  return { versions, isComplete: false }
}
