/** What became of one call. Tokens are never kept, only the session they belong to. */
export interface RequestRecord {
  operation: string;
  /** Milliseconds since the epoch, at arrival. */
  at: number;
  ended: 'pending' | 'answered' | 'reset' | 'closedEarly' | 'silent' | 'abandoned';
  /** The HTTP status that was answered. */
  status?: number;
  /** Whether the pool did its work, whatever the client was told. */
  performed: boolean;
  /** Whether a fault met the call. */
  faulted: boolean;
  originJti?: string;
}
