/** A kind of evidence that is computed elsewhere. */
export interface AttestedKind {
  readonly name: string
  readonly description: string
  /** What is older does not count unless a policy says otherwise; null for any age. */
  readonly maxAgeHours: number | null
}

/** Gates whose evidence comes from named producers until the gateway computes it itself. */
export const attestedKinds: readonly AttestedKind[] = [
  {
    name: 'simpler-baseline',
    description: 'A named simple model is beaten, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'model-card',
    description: 'The model card is complete for its risk, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'risk-assessment',
    description: 'The risks were assessed and none is left open that is too high, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'pii-review',
    description: 'The use of personal data was reviewed, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'ml-test-score',
    description: 'The ML Test Score reaches what is asked, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'data-quality',
    description: 'The data of training and validation pass their checks, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'train-serve-skew',
    description: 'Features are the same in training and in serving, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'shadow-or-canary',
    description: 'The version did well beside the present one on real traffic, as a producer attests.',
    maxAgeHours: null,
  },
  {
    name: 'rollback-readiness',
    description: 'Going back was tried and works, as a producer attests; a drill counts for 90 days.',
    maxAgeHours: 90 * 24,
  },
  {
    name: 'dependency-vulnerabilities',
    description:
      'Dependencies have no known hole that could be mended, as a producer attests; a scan counts for 7 days.',
    maxAgeHours: 7 * 24,
  },
]
