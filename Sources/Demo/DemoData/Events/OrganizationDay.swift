/// What the stream has of organisations: they are founded, invite, connect code hosts and choose repositories.
///
/// Each thing is done by a person on the first day on which that person is there at or after the planned day; what
/// nobody was there for within ten days has left no event. The production database knows them all.
struct OrganizationDay {
    let history: InstanceHistory
    let organizations: [PlannedOrganization]
    let day: Int

    private static let patience = 10

    func write(to writer: inout EventWriter) {
        for organization in organizations {
            guard let founder = organization.members.first else { continue }
            let id = String(organization.id)
            if isDone(organization.createdDay, by: founder.userNumber) {
                add("OrganizationCreated", by: founder.userNumber, in: id, to: &writer)
            }
            for member in organization.members.dropFirst() where isDone(member.joinedDay, by: member.userNumber) {
                add("OrganizationJoined", by: member.userNumber, in: id, to: &writer)
            }
            for invitation in organization.invitations where isDone(invitation.sentDay, by: founder.userNumber) {
                add("OrganizationInvitationSent", by: founder.userNumber, in: id, to: &writer)
            }
            for host in organization.codeHosts where isDone(host.connectedDay, by: founder.userNumber) {
                add("OrganizationCodeHostConnected", by: founder.userNumber, in: id, to: &writer) {
                    $0.member("kind", host.kind)
                }
            }
            let added = organization.repositories.count { isDone($0.addedDay, by: founder.userNumber) }
            if added > 0 {
                add("OrganizationRepositoriesAdded", by: founder.userNumber, in: id, to: &writer) {
                    $0.member("count", added)
                }
            }
        }
    }

    private func isDone(_ planned: Int, by user: Int) -> Bool {
        guard planned <= day, planned > day - Self.patience, isThere(user, on: day) else { return false }
        return !(planned..<day).contains { isThere(user, on: $0) }
    }

    private func isThere(_ user: Int, on day: Int) -> Bool {
        let offset = day - history.instance.firstDay
        guard history.activeUsers.indices.contains(offset) else { return false }
        let set = history.activeUsers[offset]
        return set.indices.contains(user >> 6) && set[user >> 6] >> UInt64(user & 63) & 1 == 1
    }

    private func add(
        _ name: StaticString, by user: Int, in organization: String, to writer: inout EventWriter,
        properties: (inout TextBuffer) -> Void = { _ in }
    ) {
        // In the evening, after everything else that the person did.
        let time = (day * 86_400 + 75_600 + writer.events.count % 1_800) * 1_000
        writer.add(
            name, of: Visitor(history, user).person, at: time, session: time, organization: organization,
            properties: properties)
    }
}
