/** What a check of a commit came to, as CI systems say it, the worse the later. Only SUCCESS is green. */
export const ciStates = ['SUCCESS', 'PENDING', 'SKIPPED', 'CANCELLED', 'FAILURE', 'ERROR'] as const

/** One of {@link ciStates}. */
export type CiState = (typeof ciStates)[number]
