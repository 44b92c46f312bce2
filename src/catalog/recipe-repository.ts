/** What a recorded address of a repository is good for on another machine. */
export type RepositoryReach = 'REMOTE' | 'LOCAL' | 'NO_USER' | 'UNUSABLE'

/**
 * Whether git, on any machine, could fetch from an address. Only forms that git takes for an address and nothing else
 * are usable: no options, and none of the `helper::` transports, some of which run commands (gitremote-helpers(7)).
 */
export function repositoryReach(address: string): RepositoryReach {
  if (/^(https?|git):\/\/[\w[][^\s\p{Cc}]*$/iu.test(address)) return 'REMOTE'
  // MLflow takes the user out of such an address, and git would log in under the name of whoever types.
  if (/^ssh:\/\/[\w[][^\s\p{Cc}]*$/iu.test(address)) return address.includes('@') ? 'REMOTE' : 'NO_USER'
  if (/^(file:\/\/)?\/[^\p{Cc}]*$/iu.test(address)) return 'LOCAL'
  return /^\w[\w.-]*@\w[\w.-]+:[^\s:\p{Cc}-][^\p{Cc}]*$/u.test(address) ? 'REMOTE' : 'UNUSABLE'
}

/** Whether a text is a commit's own name, and neither an option nor the name of something that moves. */
export function isCommitName(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text)
}
