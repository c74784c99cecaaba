package import Content
internal import JSON

extension ContentStore {
    /// What a user was told, the newest first.
    package func alertNotices(of userID: String) async throws(ContentError) -> [AlertNotice] {
        try await kept(.alertNotification, of: userID).reversed().compactMap(AlertNotice.init)
    }

    func keep(_ notice: AlertNotice, of userID: String) async throws(ContentError) {
        try await keep(
            .alertNotification, notice.json, of: userID, about: "alert/" + notice.alertID,
            newest: AlertNotice.mostKept)
    }

    /// - Parameter ids: `nil` is all of the user's.
    package func markAlertNotices(
        _ ids: Set<String>?, asRead isRead: Bool, of userID: String
    ) async throws(ContentError) {
        try await setKept(.alertNotification, of: userID, ids: ids, "is_read", .bool(isRead))
    }
}
