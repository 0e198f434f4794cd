/** What is kept of a shop. */
export interface SavedCredentials {
  /** The site they were entered for (`Platform.siteOf`); they are sent to no other (R33). */
  readonly site: string
  readonly values: Readonly<Record<string, string>>
}

/** Name and password for the network's proxy, and for no other than that one. */
export interface ProxyLogin {
  /** `host:port`, without a port that goes without saying. */
  readonly proxy: string
  readonly username: string
  readonly password: string
}

/** Where credentials are kept (R32). The composition root brings one that uses the system's own store. */
export interface CredentialStore {
  /** Whether the operating system encrypts them; where it cannot, the operator is told. */
  readonly encrypted: boolean
  /**
   * Null when there are none.
   * @throws Failure `credentials-unreadable` when they were encrypted for another user or computer
   */
  read(shopId: number, shopName: string): Promise<SavedCredentials | null>
  /** Names only, and the site; nothing has to be decrypted for it. */
  names(shopId: number): { readonly site: string; readonly names: readonly string[] } | null
  write(shopId: number, credentials: SavedCredentials): Promise<void>
  remove(shopId: number): void
  /**
   * Keeps what belongs to other shops than these apart, where no shop finds it: after the archive began anew, the next
   * shop would have the number of one that is gone.
   */
  setAside(known: readonly number[]): void
  /** @throws Failure `credentials-unreadable` */
  readProxyLogin(): Promise<ProxyLogin | null>
  /** Null: forgets it. */
  writeProxyLogin(login: ProxyLogin | null): Promise<void>
  /** Of the server that desks share (R55); null: none is kept. @throws Failure `credentials-unreadable` */
  readDeskPassword(): Promise<string | null>
  /** Null: forgets it. */
  writeDeskPassword(login: { readonly host: string; readonly password: string } | null): Promise<void>
}
