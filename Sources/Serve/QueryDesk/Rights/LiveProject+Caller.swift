package import FrontDoor
package import SemanticModel

extension LiveProject {
    /// The model that a caller is answered with: the one that is served, or in development mode that of their branch. Whoever
    /// answers somebody asks here, and nowhere else: what runs on behalf of nobody takes ``current``.
    package func current(for caller: Caller) -> Project { caller.branchOwner.flatMap(branch(of:)) ?? current }
}
