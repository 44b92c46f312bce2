import type { NativeRightsView } from './native-rights-service.ts'

/** What one tool allows by itself, and which source it is. */
export interface SourceNativeRights extends NativeRightsView {
  readonly sourceId: string
}

/** What each guard means. */
export const guardReasons: Readonly<Record<NativeRightsView['guard'], string>> = {
  NONE: 'The gateway knows no rights of this tool that are not its own.',
  OPEN: 'The tool asks nobody who they are: whoever reaches it over the network may do everything, whatever the policy says.',
  OWN: 'The tool has accounts and rights of its own, which hold for whoever goes to it past the gateway.',
  ELSEWHERE: 'Something guards the tool that does not tell who may do what.',
}
