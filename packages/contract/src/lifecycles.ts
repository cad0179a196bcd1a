import { lifecycle } from './lifecycle.ts'

/** One worker on one shift (用工单). Source: domain.md «The spine»; 二(二). */
export const engagementLifecycle = lifecycle({
  subject: 'engagement',
  states: [
    'accepted',
    'concluded',
    'working',
    'worked',
    'disputed',
    'confirmed',
    'paid',
    'cancelled',
    'noShow',
    'voided',
  ],
  initial: 'accepted',
  transitions: {
    conclude: {
      from: ['accepted'],
      to: 'concluded',
      by: ['worker', 'clerk', 'system'],
      event: 'engagementConcluded',
    },
    checkIn: {
      from: ['concluded'],
      to: 'working',
      by: ['worker', 'employer', 'crewLeader', 'clerk'],
      event: 'engagementStarted',
    },
    checkOut: {
      from: ['working'],
      to: 'worked',
      by: ['worker', 'employer', 'crewLeader', 'clerk', 'system'],
      event: 'engagementWorked',
    },
    breakOff: {
      from: ['working'],
      to: 'worked',
      by: ['worker', 'employer', 'crewLeader', 'clerk'],
      event: 'engagementWorked',
      needsReason: true,
    },
    confirm: {
      from: ['worked'],
      to: 'confirmed',
      by: ['employer', 'system'],
      event: 'engagementConfirmed',
    },
    dispute: {
      from: ['worked'],
      to: 'disputed',
      by: ['worker', 'employer', 'clerk'],
      event: 'engagementDisputed',
      needsReason: true,
    },
    resolve: {
      from: ['disputed'],
      to: 'confirmed',
      by: ['worker', 'employer', 'mediator', 'officer'],
      event: 'engagementConfirmed',
      needsReason: true,
    },
    void: {
      from: ['disputed'],
      to: 'voided',
      by: ['mediator', 'officer'],
      event: 'engagementVoided',
      needsReason: true,
    },
    pay: { from: ['confirmed'], to: 'paid', by: ['system'], event: 'engagementPaid' },
    cancel: {
      from: ['accepted', 'concluded'],
      to: 'cancelled',
      by: ['worker', 'employer', 'clerk', 'officer', 'system'],
      event: 'engagementCancelled',
      needsReason: true,
    },
    markNoShow: {
      from: ['accepted', 'concluded'],
      to: 'noShow',
      by: ['employer', 'crewLeader', 'system'],
      event: 'engagementNoShow',
      needsReason: true,
    },
  },
})
export type EngagementState = (typeof engagementLifecycle.states)[number]
export type EngagementMove = keyof typeof engagementLifecycle.transitions

/** States in which an engagement uses a place of its shift and the worker's time. */
export const liveEngagementStates = [
  'accepted',
  'concluded',
  'working',
  'worked',
  'disputed',
  'confirmed',
  'paid',
] as const satisfies readonly EngagementState[]

/** A need for people (需求). «Filled» is derived from its shifts, not a state. */
export const postingLifecycle = lifecycle({
  subject: 'posting',
  states: ['draft', 'submitted', 'inReview', 'returned', 'published', 'closed', 'expired', 'withdrawn', 'takenDown'],
  initial: 'draft',
  transitions: {
    submit: {
      from: ['draft'],
      to: 'submitted',
      by: ['employer', 'clerk'],
      event: 'postingSubmitted',
    },
    queue: { from: ['submitted'], to: 'inReview', by: ['system'], event: 'postingQueued' },
    publish: {
      from: ['submitted', 'inReview'],
      to: 'published',
      by: ['system', 'officer', 'clerk'],
      event: 'postingPublished',
    },
    return: {
      from: ['submitted', 'inReview'],
      to: 'returned',
      by: ['system', 'officer', 'clerk'],
      event: 'postingReturned',
      needsReason: true,
    },
    revise: {
      from: ['returned'],
      to: 'draft',
      by: ['employer', 'clerk'],
      event: 'postingRevised',
    },
    withdraw: {
      from: ['draft', 'submitted', 'inReview', 'returned', 'published'],
      to: 'withdrawn',
      by: ['employer', 'clerk'],
      event: 'postingWithdrawn',
      needsReason: true,
    },
    close: {
      from: ['published'],
      to: 'closed',
      by: ['employer', 'system'],
      event: 'postingClosed',
    },
    expire: { from: ['published'], to: 'expired', by: ['system'], event: 'postingExpired' },
    takeDown: {
      from: ['published'],
      to: 'takenDown',
      by: ['officer', 'system'],
      event: 'postingTakenDown',
      needsReason: true,
    },
  },
})
export type PostingState = (typeof postingLifecycle.states)[number]

/** The platform's or an employer's proposal to one worker (邀约). Binds nobody. */
export const offerLifecycle = lifecycle({
  subject: 'offer',
  states: ['open', 'taken', 'declined', 'withdrawn', 'expired', 'filled', 'closed'],
  initial: 'open',
  transitions: {
    take: { from: ['open'], to: 'taken', by: ['worker', 'clerk'], event: 'offerTaken' },
    decline: { from: ['open'], to: 'declined', by: ['worker', 'clerk'], event: 'offerDeclined' },
    withdraw: { from: ['open'], to: 'withdrawn', by: ['employer'], event: 'offerWithdrawn' },
    expire: { from: ['open'], to: 'expired', by: ['system'], event: 'offerExpired' },
    /** Others have taken the places. */
    fill: { from: ['open'], to: 'filled', by: ['system'], event: 'offerFilled' },
    /** The posting itself has ended. */
    close: { from: ['open'], to: 'closed', by: ['system'], event: 'offerClosed' },
  },
})
export type OfferState = (typeof offerLifecycle.states)[number]

/** An employer's wish to offer a place to somebody who is left alone at this hour (等着发的邀请). Becomes an offer. */
export const invitationLifecycle = lifecycle({
  subject: 'invitation',
  states: ['waiting', 'sent', 'withdrawn', 'dropped'],
  initial: 'waiting',
  transitions: {
    send: { from: ['waiting'], to: 'sent', by: ['system'], event: 'invitationSent' },
    withdraw: { from: ['waiting'], to: 'withdrawn', by: ['employer', 'clerk'], event: 'invitationWithdrawn' },
    /** When its time came, or before, it could not be made any more. */
    drop: { from: ['waiting'], to: 'dropped', by: ['system'], event: 'invitationDropped', needsReason: true },
  },
})
export type InvitationState = (typeof invitationLifecycle.states)[number]

/** A worker's wish to be picked (报名). Binds nobody. */
export const applicationLifecycle = lifecycle({
  subject: 'application',
  states: ['open', 'taken', 'declined', 'withdrawn', 'expired', 'filled', 'closed'],
  initial: 'open',
  transitions: {
    take: { from: ['open'], to: 'taken', by: ['employer'], event: 'applicationTaken' },
    decline: { from: ['open'], to: 'declined', by: ['employer'], event: 'applicationDeclined' },
    withdraw: { from: ['open'], to: 'withdrawn', by: ['worker', 'clerk'], event: 'applicationWithdrawn' },
    expire: { from: ['open'], to: 'expired', by: ['system'], event: 'applicationExpired' },
    /** Others have been picked for all places. */
    fill: { from: ['open'], to: 'filled', by: ['system'], event: 'applicationFilled' },
    /** The posting itself has ended. */
    close: { from: ['open'], to: 'closed', by: ['system'], event: 'applicationClosed' },
  },
})
export type ApplicationState = (typeof applicationLifecycle.states)[number]

/** The employer has signed at publication; the worker's signature concludes (附1-16). */
export const contractLifecycle = lifecycle({
  subject: 'contract',
  states: ['awaitingWorker', 'concluded', 'lapsed', 'ended', 'terminated'],
  initial: 'awaitingWorker',
  transitions: {
    conclude: {
      from: ['awaitingWorker'],
      to: 'concluded',
      by: ['worker', 'clerk'],
      event: 'contractConcluded',
    },
    lapse: { from: ['awaitingWorker'], to: 'lapsed', by: ['system'], event: 'contractLapsed' },
    /** Work under it was done and paid. */
    end: { from: ['concluded'], to: 'ended', by: ['system'], event: 'contractEnded' },
    /** Nothing of it was done: cancelled, nobody came, or void. */
    terminate: { from: ['concluded'], to: 'terminated', by: ['system'], event: 'contractTerminated' },
  },
})
export type ContractState = (typeof contractLifecycle.states)[number]

/** Hours of one engagement (工时). */
export const timesheetLifecycle = lifecycle({
  subject: 'timesheet',
  states: ['open', 'recorded', 'corrected', 'disputed', 'confirmed', 'voided'],
  initial: 'open',
  transitions: {
    record: {
      from: ['open'],
      to: 'recorded',
      by: ['worker', 'employer', 'crewLeader', 'clerk', 'system'],
      event: 'hoursRecorded',
    },
    correct: {
      from: ['recorded', 'corrected'],
      to: 'corrected',
      by: ['employer', 'worker', 'clerk'],
      event: 'hoursCorrected',
      needsReason: true,
    },
    confirm: {
      from: ['recorded', 'corrected', 'disputed'],
      to: 'confirmed',
      by: ['employer', 'worker', 'clerk', 'mediator', 'officer', 'system'],
      event: 'hoursConfirmed',
    },
    dispute: {
      from: ['recorded', 'corrected'],
      to: 'disputed',
      by: ['worker', 'employer', 'clerk'],
      event: 'hoursDisputed',
      needsReason: true,
    },
    void: {
      from: ['disputed'],
      to: 'voided',
      by: ['mediator', 'officer'],
      event: 'hoursVoided',
      needsReason: true,
    },
  },
})
export type TimesheetState = (typeof timesheetLifecycle.states)[number]

/** One transfer of money to a worker (发放). A failed one is followed by a new payout, never changed. */
export const payoutLifecycle = lifecycle({
  subject: 'payout',
  states: ['queued', 'sent', 'awaitingPerson', 'succeeded', 'failed'],
  initial: 'queued',
  transitions: {
    send: { from: ['queued'], to: 'sent', by: ['system'], event: 'payoutSent' },
    awaitPerson: {
      from: ['queued', 'sent'],
      to: 'awaitingPerson',
      by: ['system'],
      event: 'payoutAwaitsPerson',
    },
    succeed: {
      from: ['queued', 'sent', 'awaitingPerson'],
      to: 'succeeded',
      by: ['system', 'clerk'],
      event: 'payoutSucceeded',
    },
    fail: {
      from: ['queued', 'sent', 'awaitingPerson'],
      to: 'failed',
      by: ['system'],
      event: 'payoutFailed',
      needsReason: true,
    },
  },
})
export type PayoutState = (typeof payoutLifecycle.states)[number]

/** Money an employer sets aside for a posting before work starts (工资托管). */
export const escrowLifecycle = lifecycle({
  subject: 'escrow',
  states: ['awaitingFunds', 'held', 'released', 'refunded'],
  initial: 'awaitingFunds',
  transitions: {
    hold: { from: ['awaitingFunds'], to: 'held', by: ['system'], event: 'escrowHeld' },
    release: { from: ['held'], to: 'released', by: ['system'], event: 'escrowReleased' },
    refund: {
      from: ['held'],
      to: 'refunded',
      by: ['system'],
      event: 'escrowRefunded',
    },
  },
})
export type EscrowState = (typeof escrowLifecycle.states)[number]

/** A disagreement about one engagement (纠纷). Holds back only the disputed part. */
export const disputeLifecycle = lifecycle({
  subject: 'dispute',
  states: ['open', 'agreed', 'decided', 'withdrawn'],
  initial: 'open',
  transitions: {
    agree: {
      from: ['open'],
      to: 'agreed',
      by: ['worker', 'employer', 'mediator', 'officer'],
      event: 'disputeSettled',
    },
    decide: {
      from: ['open'],
      to: 'decided',
      by: ['mediator', 'officer'],
      event: 'disputeSettled',
      needsReason: true,
    },
    withdraw: {
      from: ['open'],
      to: 'withdrawn',
      by: ['worker', 'employer'],
      event: 'disputeSettled',
    },
  },
})
export type DisputeState = (typeof disputeLifecycle.states)[number]

/** A worker's call for help about an engagement (求助). */
export const troubleLifecycle = lifecycle({
  subject: 'trouble',
  states: ['open', 'solved'],
  initial: 'open',
  transitions: {
    solve: {
      from: ['open'],
      to: 'solved',
      by: ['worker', 'employer', 'clerk', 'operator', 'mediator', 'officer'],
      event: 'troubleSolved',
      needsReason: true,
    },
  },
})
export type TroubleState = (typeof troubleLifecycle.states)[number]

/** Whether an employer's identity is checked and current (实名认证). */
export const employerLifecycle = lifecycle({
  subject: 'employer',
  states: ['unverified', 'verified', 'lapsed', 'suspended'],
  initial: 'unverified',
  transitions: {
    verify: {
      from: ['unverified', 'lapsed'],
      to: 'verified',
      by: ['system', 'officer', 'clerk'],
      event: 'employerVerified',
    },
    lapse: { from: ['verified'], to: 'lapsed', by: ['system'], event: 'employerLapsed' },
    suspend: {
      from: ['verified', 'lapsed', 'unverified'],
      to: 'suspended',
      by: ['officer', 'system'],
      event: 'employerSuspended',
      needsReason: true,
    },
    restore: {
      from: ['suspended'],
      to: 'verified',
      by: ['officer'],
      event: 'employerRestored',
      needsReason: true,
    },
  },
})
export type EmployerState = (typeof employerLifecycle.states)[number]

/** A market or station (零工市场、零工驿站). Closing is for good; a rest is told by closures and suspensions. */
export const siteLifecycle = lifecycle({
  subject: 'site',
  states: ['planned', 'open', 'suspended', 'closed'],
  initial: 'planned',
  transitions: {
    open: { from: ['planned'], to: 'open', by: ['officer', 'operator'], event: 'siteOpened' },
    suspend: {
      from: ['open'],
      to: 'suspended',
      by: ['officer', 'operator', 'system'],
      event: 'siteSuspended',
      needsReason: true,
    },
    resume: { from: ['suspended'], to: 'open', by: ['officer', 'operator'], event: 'siteResumed' },
    close: {
      from: ['planned', 'open', 'suspended'],
      to: 'closed',
      by: ['officer'],
      event: 'siteClosed',
      needsReason: true,
    },
  },
})
export type SiteState = (typeof siteLifecycle.states)[number]

/**
 * Money for a site (补助): lodged → 经办 → 复核 → 审批 → finance sets it aside → public notice → paid → closed.
 * Source: domain.md «Sites and programmes»; 二(四), 三(二).
 */
export const subsidyLifecycle = lifecycle({
  subject: 'subsidy',
  states: [
    'lodged',
    'handled',
    'checked',
    'approved',
    'confirmed',
    'inNotice',
    'cleared',
    'paid',
    'closed',
    'refused',
    'withdrawn',
    'reclaimed',
  ],
  initial: 'lodged',
  transitions: {
    handle: { from: ['lodged'], to: 'handled', by: ['officer'], event: 'subsidyHandled' },
    check: { from: ['handled'], to: 'checked', by: ['officer'], event: 'subsidyChecked' },
    approve: { from: ['checked'], to: 'approved', by: ['officer'], event: 'subsidyApproved' },
    confirm: { from: ['approved'], to: 'confirmed', by: ['finance'], event: 'subsidyConfirmed' },
    publish: { from: ['confirmed'], to: 'inNotice', by: ['officer'], event: 'subsidyPublished' },
    clear: { from: ['inNotice'], to: 'cleared', by: ['system'], event: 'subsidyCleared' },
    pay: { from: ['cleared'], to: 'paid', by: ['finance'], event: 'subsidyPaid' },
    close: { from: ['paid'], to: 'closed', by: ['officer'], event: 'subsidyClosed' },
    refuse: {
      from: ['lodged', 'handled', 'checked', 'approved', 'confirmed', 'inNotice', 'cleared'],
      to: 'refused',
      by: ['officer'],
      event: 'subsidyRefused',
      needsReason: true,
    },
    withdraw: {
      from: ['lodged', 'handled', 'checked'],
      to: 'withdrawn',
      by: ['operator', 'officer'],
      event: 'subsidyWithdrawn',
      needsReason: true,
    },
    reclaim: {
      from: ['paid', 'closed'],
      to: 'reclaimed',
      by: ['officer'],
      event: 'subsidyReclaimed',
      needsReason: true,
    },
  },
})
export type SubsidyState = (typeof subsidyLifecycle.states)[number]

/**
 * Recognition of a site (认定): lodged → accepted → inspected at the place → public notice → recognised.
 * Source: domain.md «Sites and programmes»; 二(四)1.
 */
export const recognitionLifecycle = lifecycle({
  subject: 'recognition',
  states: [
    'lodged',
    'returned',
    'accepted',
    'inspected',
    'inNotice',
    'cleared',
    'recognised',
    'refused',
    'withdrawn',
    'revoked',
  ],
  initial: 'lodged',
  transitions: {
    askMore: { from: ['lodged'], to: 'returned', by: ['officer'], event: 'recognitionReturned' },
    resubmit: { from: ['returned'], to: 'lodged', by: ['operator'], event: 'recognitionLodged' },
    accept: { from: ['lodged'], to: 'accepted', by: ['officer'], event: 'recognitionAccepted' },
    inspect: { from: ['accepted'], to: 'inspected', by: ['officer'], event: 'recognitionInspected' },
    publish: { from: ['inspected'], to: 'inNotice', by: ['officer'], event: 'recognitionPublished' },
    clear: { from: ['inNotice'], to: 'cleared', by: ['system'], event: 'recognitionCleared' },
    recognise: { from: ['cleared'], to: 'recognised', by: ['officer'], event: 'siteRecognised' },
    refuse: {
      from: ['lodged', 'accepted', 'inspected', 'inNotice', 'cleared'],
      to: 'refused',
      by: ['officer'],
      event: 'recognitionRefused',
      needsReason: true,
    },
    withdraw: {
      from: ['lodged', 'returned', 'accepted'],
      to: 'withdrawn',
      by: ['operator'],
      event: 'recognitionWithdrawn',
      needsReason: true,
    },
    revoke: {
      from: ['recognised'],
      to: 'revoked',
      by: ['officer'],
      event: 'recognitionRevoked',
      needsReason: true,
    },
    reopen: { from: ['refused'], to: 'accepted', by: ['officer'], event: 'recognitionReopened' },
    restore: { from: ['revoked'], to: 'recognised', by: ['officer'], event: 'recognitionRestored' },
  },
})
export type RecognitionState = (typeof recognitionLifecycle.states)[number]

/**
 * A year's assessment of a site (工作考核): self-assessment → county's score → city's sample check → public notice with
 * objections → stars. Source: domain.md «Sites and programmes»; 二(四)1, 三(四).
 */
export const assessmentLifecycle = lifecycle({
  subject: 'assessment',
  states: ['opened', 'selfAssessed', 'scored', 'checked', 'inNotice', 'decided', 'revoked'],
  initial: 'opened',
  transitions: {
    selfAssess: { from: ['opened'], to: 'selfAssessed', by: ['operator'], event: 'assessmentSelfAssessed' },
    score: { from: ['opened', 'selfAssessed'], to: 'scored', by: ['officer'], event: 'assessmentScored' },
    cityCheck: { from: ['scored'], to: 'checked', by: ['officer'], event: 'assessmentChecked' },
    publish: { from: ['checked'], to: 'inNotice', by: ['officer'], event: 'assessmentPublished' },
    scoreAgain: {
      from: ['checked', 'inNotice'],
      to: 'selfAssessed',
      by: ['officer'],
      event: 'assessmentReopened',
      needsReason: true,
    },
    clear: { from: ['inNotice'], to: 'decided', by: ['system'], event: 'starsDecided' },
    revoke: { from: ['decided'], to: 'revoked', by: ['officer'], event: 'starsRevoked', needsReason: true },
  },
})
export type AssessmentState = (typeof assessmentLifecycle.states)[number]

/** An order to improve (整改) after an assessment: the site reports, the county looks. Source: 二(四)2, 三(四). */
export const improvementLifecycle = lifecycle({
  subject: 'improvement',
  states: ['ordered', 'reported', 'repaired', 'failed'],
  initial: 'ordered',
  transitions: {
    report: { from: ['ordered'], to: 'reported', by: ['operator'], event: 'improvementReported' },
    accept: { from: ['ordered', 'reported'], to: 'repaired', by: ['officer'], event: 'improvementAccepted' },
    sendBack: { from: ['reported'], to: 'ordered', by: ['officer'], event: 'improvementSentBack', needsReason: true },
    fail: {
      from: ['ordered', 'reported'],
      to: 'failed',
      by: ['officer'],
      event: 'improvementFailed',
      needsReason: true,
    },
  },
})
export type ImprovementState = (typeof improvementLifecycle.states)[number]

/** A contract for purchased services (政府购买服务): it runs to its last day, or ends early. Source: 二(四)2. */
export const serviceContractLifecycle = lifecycle({
  subject: 'serviceContract',
  states: ['running', 'exited'],
  initial: 'running',
  transitions: {
    exit: { from: ['running'], to: 'exited', by: ['officer'], event: 'serviceExited', needsReason: true },
  },
})
export type ServiceContractState = (typeof serviceContractLifecycle.states)[number]

/**
 * The evaluation of one period of a purchased service: figures of the records, the operator's objection, a second
 * officer's decision, payment by result. Source: 二(四)2.
 */
export const serviceEvaluationLifecycle = lifecycle({
  subject: 'serviceEvaluation',
  states: ['opened', 'objected', 'decided', 'confirmed', 'paid'],
  initial: 'opened',
  transitions: {
    object: { from: ['opened'], to: 'objected', by: ['operator'], event: 'serviceObjected' },
    decide: { from: ['opened', 'objected'], to: 'decided', by: ['officer'], event: 'serviceDecided' },
    confirm: { from: ['decided'], to: 'confirmed', by: ['finance'], event: 'serviceConfirmed' },
    pay: { from: ['confirmed'], to: 'paid', by: ['finance'], event: 'servicePaid' },
  },
})
export type ServiceEvaluationState = (typeof serviceEvaluationLifecycle.states)[number]

/** A county's quarterly report (附件3): compiled, signed; a signed one is replaced by a new revision, on record (三(四)). */
export const quarterlyReportLifecycle = lifecycle({
  subject: 'quarterlyReport',
  states: ['compiled', 'signed', 'replaced'],
  initial: 'compiled',
  transitions: {
    sign: { from: ['compiled'], to: 'signed', by: ['officer'], event: 'reportSigned' },
    replace: { from: ['signed'], to: 'replaced', by: ['officer'], event: 'reportReplaced', needsReason: true },
  },
})
export type QuarterlyReportState = (typeof quarterlyReportLifecycle.states)[number]

/** A worker's certificate (证书): entered with photos, looked at by the county. Source: 附1-10, 附1-13. */
export const qualificationLifecycle = lifecycle({
  subject: 'qualification',
  states: ['entered', 'submitted', 'verified', 'refused', 'expired', 'ended'],
  initial: 'entered',
  transitions: {
    submit: {
      from: ['entered', 'refused'],
      to: 'submitted',
      by: ['worker', 'clerk'],
      event: 'qualificationSubmitted',
    },
    verify: { from: ['submitted'], to: 'verified', by: ['officer'], event: 'qualificationVerified' },
    /** Also taken back after it was verified. */
    refuse: {
      from: ['submitted', 'verified'],
      to: 'refused',
      by: ['officer'],
      event: 'qualificationRefused',
      needsReason: true,
    },
    expire: { from: ['verified'], to: 'expired', by: ['system'], event: 'qualificationExpired' },
    /** Taken off by its holder, or another one stands in its place. */
    end: {
      from: ['entered', 'submitted', 'verified', 'refused', 'expired'],
      to: 'ended',
      by: ['worker', 'clerk', 'system'],
      event: 'qualificationEnded',
    },
  },
})
export type QualificationState = (typeof qualificationLifecycle.states)[number]

export const lifecycles = {
  engagement: engagementLifecycle,
  posting: postingLifecycle,
  offer: offerLifecycle,
  invitation: invitationLifecycle,
  application: applicationLifecycle,
  contract: contractLifecycle,
  timesheet: timesheetLifecycle,
  payout: payoutLifecycle,
  escrow: escrowLifecycle,
  dispute: disputeLifecycle,
  trouble: troubleLifecycle,
  employer: employerLifecycle,
  site: siteLifecycle,
  subsidy: subsidyLifecycle,
  recognition: recognitionLifecycle,
  assessment: assessmentLifecycle,
  improvement: improvementLifecycle,
  serviceContract: serviceContractLifecycle,
  serviceEvaluation: serviceEvaluationLifecycle,
  quarterlyReport: quarterlyReportLifecycle,
  qualification: qualificationLifecycle,
} as const
