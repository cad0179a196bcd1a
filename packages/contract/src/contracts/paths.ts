import type { EndpointPath } from '../endpoint.ts'

export const contractsPaths = {
  listMyContracts: { method: 'GET', path: '/my/contracts' },
  listEmployerContracts: { method: 'GET', path: '/employers/:employerId/contracts' },
  getContract: { method: 'GET', path: '/contracts/:contractId' },
  getContractFile: { method: 'GET', path: '/contracts/:contractId/pdf' },
  signContract: { method: 'POST', path: '/contracts/:contractId/sign' },
  verifyContract: { method: 'GET', path: '/verify/contracts/:code' },
  verifyContractFile: { method: 'POST', path: '/verify/contracts/:code/files' },
} as const satisfies Record<string, EndpointPath>
