/** What to say when the identity provider sent somebody back without a session; null for a word that isn't known. */
export function providerRefusal(word: string | null): string | null {
    switch (word) {
        case "unknown": return "There is no account for you here yet. Ask whoever administers this server.";
        case "address-taken": return "Your address belongs to an account that signs in another way. Ask whoever administers this server to link them.";
        case "disabled": return "Your account is disabled. Ask whoever administers this server.";
        case "stale": return "That took too long, or was begun in another browser. Try again.";
        case "failed": return "Your identity provider did not let you in. Try again.";
        case "unavailable": return "Your identity provider can't be reached. Try again in a moment.";
        default: return null;
    }
}
