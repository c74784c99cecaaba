package import Development
package import FrontDoor

/// What Looker's API needs to know of the branches of developers.
package struct BranchServices: Sendable {
    package var desk: DevelopmentDesk
    /// Whose branch it is; throws ``RequestFailure`` for those who may not have one.
    package var developer: @Sendable (Caller) throws -> Developer
    /// Begins the branch of somebody who is about to work in development mode, or throws why they can't.
    package var enter: @Sendable (Caller) async throws -> Void
    /// Makes production what the branch is, or throws why it can't be.
    package var deploy: @Sendable (Caller) async throws -> Void
    /// Looks at the files of a branch.
    package var validator: @Sendable (_ root: String) -> ProjectValidator

    package init(
        desk: DevelopmentDesk, developer: @escaping @Sendable (Caller) throws -> Developer,
        enter: @escaping @Sendable (Caller) async throws -> Void,
        deploy: @escaping @Sendable (Caller) async throws -> Void,
        validator: @escaping @Sendable (_ root: String) -> ProjectValidator
    ) {
        self.desk = desk
        self.developer = developer
        self.enter = enter
        self.deploy = deploy
        self.validator = validator
    }
}
