internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird

/// What a caller may see and change of folders, Looks, dashboards and boards: asked once for each request.
struct ContentGate: Sendable {
    let caller: Caller
    private let access: FolderAccess

    init(_ services: LookerServices, _ caller: Caller) async throws {
        self.caller = caller
        access = try await services.content.folderAccess(
            for: ContentReader(userID: caller.userID, groupIDs: caller.groupIDs, isAdmin: caller.isAdmin))
    }

    /// Whether they see what lies in a folder.
    func sees(_ folderID: String) -> Bool { access.maySee(folderID) }

    /// Whether they may change what lies in a folder, as far as access goes; permissions are asked beside it.
    func edits(_ folderID: String) -> Bool { access.mayEdit(folderID) && !caller.isVisitor }

    /// Whether something in a folder, which may be in the trash, is there for them: what was thrown away is for those who
    /// could take it back.
    func finds(in folderID: String, deletedAt: Date?) -> Bool {
        sees(folderID) && (deletedAt == nil || edits(folderID))
    }

    /// A dashboard as they may know it: a Look in a folder that they don't see is as good as gone.
    func shown(_ dashboard: Dashboard) -> Dashboard {
        var dashboard = dashboard
        for place in dashboard.elements.indices {
            if let look = dashboard.elements[place].look, !sees(look.folderID) { dashboard.elements[place].look = nil }
        }
        return dashboard
    }

    /// The number by which the API speaks of the access to a folder.
    func metadataID(ofFolder folderID: String) -> String? { access.metadataID(of: folderID) }

    /// - Parameter version: The version that they have looked at.
    func editor(expecting version: Int? = nil) -> ContentEditor {
        let gate = self
        return ContentEditor(
            userID: caller.isVisitor ? nil : caller.userID, expectedVersion: version, sees: { gate.sees($0) },
            edits: { gate.edits($0) })
    }

    /// The editor of a request that adds something and takes nothing away: no version has to be known for that.
    func addition(_ request: Request) throws -> ContentEditor {
        request.headers[.ifMatch] == nil ? editor() : try editor(request)
    }

    /// The editor of a request that changes something that is there: `If-Match` says which version was looked at. Our own
    /// pages have to say it; programs may.
    func editor(_ request: Request) throws -> ContentEditor {
        guard let header = request.headers[.ifMatch], header != "*" else {
            guard caller.credential != .session else {
                throw ContentError(
                    .versionNeeded,
                    "A change from a page has to say which version it was made on: If-Match with the `version` of the "
                        + "Look or dashboard.")
            }
            return editor()
        }
        let digits = header.filter(\.isNumber)
        guard let version = Int(digits) else {
            throw RequestFailure.badRequest("If-Match has to be the version of the Look or dashboard: a number.")
        }
        return editor(expecting: version)
    }
}
