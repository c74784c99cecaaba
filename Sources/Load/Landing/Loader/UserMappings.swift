/// What somebody said of user ids, as far as the users of a load need it. Held by the loader alone.
///
/// A mapping makes the one person an alias of the other: stored events keep the person that they were written with, each
/// keeps their own properties, and it can be taken back. This is Amplitude's published behaviour of user mapping.
struct UserMappings {
    /// The global id of each user id; those of users that are not needed may be missing.
    private(set) var globalIDs: [People.Key: String] = [:]
    /// Users who were merged by a mapping, and into whom.
    private(set) var edges: [Int32: Int32] = [:]
    /// Whose mapping the current load sets, or takes back (`nil`).
    private(set) var changed: [People.Key: String?] = [:]
    /// Who was merged by an earlier load and is not any more, or into somebody else.
    private(set) var split: Set<Int32> = []
    /// Whether anything was ever said; most never do, and then nothing is looked up.
    var isUsed = false

    mutating func add(_ globalID: String, for user: People.Key) {
        if globalIDs[user] == nil, changed[user] == nil { globalIDs[user] = globalID }
    }

    mutating func add(edge old: Int32, to direct: Int32) {
        if edges[old] == nil, !split.contains(old) { edges[old] = direct }
    }

    /// Who somebody is after all mappings.
    func canonical(of person: Int32) -> Int32 {
        var (current, seen) = (person, Set([person]))
        while let next = edges[current], seen.insert(next).inserted { current = next }
        return current
    }

    /// Whether somebody is another user after all that was said.
    func leads(from user: People.Key, to other: People.Key) -> Bool {
        var (current, seen) = (user, Set([user]))
        while let next = globalIDs[current].map({ People.Key(current.project, $0) }), seen.insert(next).inserted {
            if next == other { return true }
            current = next
        }
        return false
    }

    mutating func set(_ globalID: String?, for user: People.Key) {
        isUsed = true
        globalIDs[user] = globalID
        changed[user] = .some(globalID)
    }

    mutating func connect(_ old: Int32, to direct: Int32) { edges[old] = direct }

    /// - Parameter isStored: Whether it was an earlier load that merged them.
    mutating func disconnect(_ old: Int32, isStored: Bool) {
        edges[old] = nil
        if isStored { split.insert(old) }
    }

    mutating func didStore() {
        changed = [:]
        split = []
    }
}

extension People {
    /// Applies what the bodies of a load say of user ids, and what was said of users before they were first seen. Comes after
    /// the load's events: a mapping holds for all events of its users, whenever they came.
    func apply(_ mappings: [(mapping: UserMapping, project: ProjectID)]) {
        for (mapping, project) in mappings {
            let user = Key(project, mapping.userID)
            // What was said last holds: in a circle the global user's own mapping gives way.
            if let global = mapping.globalUserID.map({ Key(project, $0) }), self.mappings.leads(from: global, to: user)
            {
                self.mappings.set(nil, for: global)
            }
            self.mappings.set(mapping.globalUserID, for: user)
            guard let uid = users[user] else { continue }
            if let globalID = mapping.globalUserID {
                join(uid, toUserWith: Key(project, globalID))
            } else {
                disconnect(uid)
            }
        }
        // Whoever is joined may bring somebody who was only named so far, and was mapped on.
        var open = Array(self.mappings.globalIDs)
        var count = 0
        while count != open.count {
            count = open.count
            open.removeAll { user, globalID in
                guard let uid = users[user] else { return false }
                if self.mappings.edges[uid] == nil { join(uid, toUserWith: Key(user.project, globalID)) }
                return true
            }
        }
        for index in merges.indices { merges[index].canonical = self.mappings.canonical(of: merges[index].direct) }
    }

    private func join(_ uid: Int32, toUserWith global: Key) {
        guard let person = people[uid] else { return }
        let target =
            users[global].flatMap { people[$0] }
            ?? newPerson(userID: global.id.text, deviceID: nil, in: person.project, at: person.firstSeen)
        guard target.uid != uid, mappings.edges[uid] != target.uid else { return }
        disconnect(uid)
        if mappings.canonical(of: target.uid) == uid { disconnect(target.uid) }
        mappings.connect(uid, to: target.uid)
        merges.append(
            Merge(
                old: uid, canonical: mappings.canonical(of: target.uid), direct: target.uid, isStored: person.isStored))
    }

    private func disconnect(_ uid: Int32) {
        guard mappings.edges[uid] != nil else { return }
        let new = merges.firstIndex { $0.old == uid }
        if let new { merges.remove(at: new) }
        mappings.disconnect(uid, isStored: new == nil)
    }
}
