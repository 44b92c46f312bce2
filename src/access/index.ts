export { confirmGrant, type GrantConfirmation } from './confirm-grant.ts'
export {
  deactivatePrincipal,
  type PrincipalCommand,
  type PrincipalPorts,
  type PrincipalResult,
  reactivatePrincipal,
} from './deactivate-principal.ts'
export { dryRunPolicy, type PolicyDryRun } from './dry-run-policy.ts'
export { grantStateOf, isOwnGrant, isWaiting, requestLifetimeMs } from './grant-state.ts'
export { type BrowserLogin, createBrowserLogin } from './identity/browser-login.ts'
export { createIssuers, type Issuer, type Issuers } from './identity/issuers.ts'
export { createKnownPrincipals } from './identity/known-principals.ts'
export { type ListedPrincipal, listPrincipals } from './identity/listed-principals.ts'
export { noToken } from './identity/no-token.ts'
export { createPeople, type People } from './identity/people.ts'
export type { PersonStore, SessionStore } from './identity/ports.ts'
export { createPrincipalIds, type PrincipalIds } from './identity/principal-id.ts'
export { createSessions, type Sessions } from './identity/sessions.ts'
export { createTokenHolder } from './identity/token-holder.ts'
export type { GroupDirectory, GroupRights, Member } from './identity/types.ts'
export { isOnePerson } from './is-one-person.ts'
export { type Judge, type JudgePorts, judgeOf } from './judge.ts'
export { actionsOf } from './native/native-actions.ts'
export { askedAliases, refusedActions, type Somebody, stranger, withoutName } from './native/refused-actions.ts'
export { createRights, type Rights } from './permit.ts'
export { approvalResource } from './policy/approval-resource.ts'
export { caseFileModel } from './policy/case-model.ts'
export { createResourceClass, type ResourceClass } from './policy/catalog-resource.ts'
export { createPolicyEngine, type PolicyEngine } from './policy/engine.ts'
export { rightsFingerprint } from './policy/fingerprint.ts'
export { createPolicyInForce, type PolicyInForce } from './policy/in-force.ts'
export { type AttributeRules, ownerTeamOf, policyTagsOf } from './policy/labels.ts'
export { isNamespaceScope, namespaceResource } from './policy/namespace.ts'
export { defaultPolicies, packagedPolicyFolder } from './policy/packaged.ts'
export { readPolicyFile, readPolicyFolder } from './policy/policy-folder.ts'
export { containerResource, type EnvironmentFacts, environmentResource, singletonResource } from './policy/resource.ts'
export { rolesOn } from './policy/roles-on.ts'
export { type CaseResult, runCase } from './policy/run-case.ts'
export { digestOfFiles } from './policy/snapshot.ts'
export type { Decision, DecisionContext, PolicyProblem, PolicySnapshot, Resource } from './policy/types.ts'
export type {
  AccessStateStore,
  KnownPrincipals,
  PeopleStores,
  RateLimiter,
  RightsChanges,
  RightsList,
  RightsPage,
  RightsReads,
  TokenStore,
} from './ports.ts'
export type { PreviewClass, PreviewPorts } from './preview-policy.ts'
export {
  confirmPolicy,
  type PolicyPorts,
  type PublishCommand,
  type PublishConfirmation,
  type PublishResult,
  publishPolicy,
} from './publish-policy.ts'
export { type GovernedScope, type GrantCommand, type GrantPorts, requestGrant } from './request-grant.ts'
export { abilityOf, type ViewerAbility } from './requirement.ts'
export { type GrantRevocation, revokeGrant } from './revoke-grant.ts'
export { canBeReplaced, seedAuthor, seedPolicies, seedReason } from './seed-policies.ts'
export type { MadeToken, Tokens } from './tokens.ts'
export { createTokens } from './tokens.ts'
export type { Action, Grant, PolicyFile, Principal, Role } from './types.ts'
export { actions, firstRoles, roles, scopeTypes } from './types.ts'
