import { errorCatalogue } from '../errors.ts'

export const rightsErrors = errorCatalogue({
  DisputeTooLate: {
    status: 409,
    message: '提出异议的时间已经过了(干完活{days}天内可以提)。可以到附近零工驿站问问还有什么办法。',
  },
  DisputeNotPossible: { status: 409, message: '这一单现在还不能提异议:要等活干完、工时还没确认的时候。' },
  DisputeAlreadyOpen: { status: 409, message: '这一单已经有一个异议在处理,请在那里说明。' },
  DisputeClosed: { status: 409, message: '这个异议已经处理完了。' },
  DisputeOwnProposal: { status: 409, message: '这是您自己提的数,要等对方同意。' },
  DisputeOwnedByOther: { status: 409, message: '这件事已由另一位工作人员接手,请先办交接。' },
  DisputeNotTaken: { status: 409, message: '请先点“接手”,再看两边的电话。' },
  TroubleNotNow: { status: 409, message: '这一单现在用不上这种求助。有急事请直接打电话给驿站或12345。' },
  TroubleSolved: { status: 409, message: '这次求助已经办结。还有事请再求助一次。' },
  TroubleNotTaken: { status: 409, message: '请先点“接手”,再看电话。' },
  TroubleOwnedByOther: { status: 409, message: '这次求助已由另一位工作人员接手。' },
  DisputeProposalChanged: { status: 409, message: '对方刚改了提法,请看清新的数再决定。' },
})
