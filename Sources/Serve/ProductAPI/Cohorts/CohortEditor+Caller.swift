internal import Content
internal import FrontDoor

extension CohortEditor {
    init(_ caller: Caller) { self.init(userID: caller.userID, isAdmin: caller.isAdmin) }
}
