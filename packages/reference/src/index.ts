export * from './divisions.ts';
export * from './geo.ts';
export * from './identifiers.ts';
