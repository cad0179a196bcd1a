export declare const root: string

export declare class Refusal extends Error {}

export declare function withLock<T>(name: string, waiting: string, work: () => Promise<T>): Promise<T>

export declare function npmCommand(): [command: string, before: string[]]

export declare function installIfNeeded(of?: string): Promise<void>
