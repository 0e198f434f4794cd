/** Where credentials are kept (R32). The composition root brings one that uses the system's own store. */
export interface CredentialStore {
  /** Whether the operating system encrypts them; where it cannot, the operator is told. */
  readonly encrypted: boolean
  /** @throws Failure `credentials-unreadable` when they were encrypted for another user or computer */
  read(shopId: number, shopName: string): Readonly<Record<string, string>>
  /** Names only. */
  names(shopId: number): readonly string[]
  write(shopId: number, credentials: Readonly<Record<string, string>>): void
  remove(shopId: number): void
}
