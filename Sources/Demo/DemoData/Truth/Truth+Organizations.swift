extension DemoCompany {
    /// One organisation of the public instance:
    ///
    ///     {"id", "name", "created", "deleted"?, "members", "sent", "accepted", "repositories", "private",
    ///      "weeks": [[Sunday, active]], "joined": [["user", day]], "invitations": [[sent, responded, 1 if accepted]],
    ///      "code_hosts": [["GITHUB", connected, removed]], "added": [[host, day, 1 if private]], "active": [[member, day]]}
    ///
    /// Days count from 1970; 0 stands for none. A host is its place in the list, and so is a member. Repositories go with
    /// their host.
    func write(
        _ organization: PlannedOrganization, _ history: InstanceHistory?, to json: inout TextBuffer
    ) {
        json.member("id", organization.id)
        json.member("name", organization.name)
        json.member("created", organization.createdDay)
        if let deleted = organization.deletedDay { json.member("deleted", deleted) }
        json.member("members", organization.members.count)
        json.member("sent", organization.invitations.count)
        json.member("accepted", organization.invitations.count { $0.outcome == .accepted })
        let kept = organization.repositories.filter { organization.codeHosts[$0.codeHost].removedDay == nil }
        json.member("repositories", kept.count)
        json.member("private", kept.count { $0.isPrivate })
        json.key("weeks")
        json.numbers(activeWeeks(of: organization, history))
        writePlan(of: organization, history, to: &json)
    }

    private func writePlan(
        of organization: PlannedOrganization, _ history: InstanceHistory?, to json: inout TextBuffer
    ) {
        json.key("joined")
        json.text("[")
        for member in organization.members {
            json.separate()
            json.text("[\"\(member.userID)\",\(member.joinedDay)]")
        }
        json.text("]")
        json.key("invitations")
        json.numbers(
            organization.invitations.map { [$0.sentDay, $0.respondedDay ?? 0, $0.outcome == .accepted ? 1 : 0] })
        json.key("code_hosts")
        json.text("[")
        for host in organization.codeHosts {
            json.separate()
            json.text("[\"\(host.kind)\",\(host.connectedDay),\(host.removedDay ?? 0)]")
        }
        json.text("]")
        json.key("added")
        json.numbers(organization.repositories.map { [$0.codeHost, $0.addedDay, $0.isPrivate ? 1 : 0] })
        json.key("active")
        json.numbers(activeDays(of: organization, history))
    }

    /// The place of each member who did anything on a day since joining, with the day.
    private func activeDays(of organization: PlannedOrganization, _ history: InstanceHistory?) -> [[Int]] {
        guard let history else { return [] }
        var active: [[Int]] = []
        for (place, member) in organization.members.enumerated() {
            for day in member.joinedDay...min(organization.deletedDay ?? settings.endDay, settings.endDay) {
                let people = history.activeUsers[day - history.instance.firstDay]
                let word = member.userNumber >> 6
                guard people.indices.contains(word), people[word] >> UInt64(member.userNumber & 63) & 1 == 1 else {
                    continue
                }
                active.append([place, day])
            }
        }
        return active
    }

    /// The Sunday and the number of members with any activity, for each week that has some.
    private func activeWeeks(of organization: PlannedOrganization, _ history: InstanceHistory?) -> [[Int]] {
        var active: [Int: Set<Int>] = [:]
        for pair in activeDays(of: organization, history) {
            active[CivilDate.weekStart(pair[1]), default: []].insert(pair[0])
        }
        return active.sorted { $0.key < $1.key }.map { [$0.key, $0.value.count] }
    }
}
