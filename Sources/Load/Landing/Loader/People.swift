/// Whose an event is: people, the devices they use, and who turned out to be whom.
///
/// A user id beats the device id. A device without one belongs to the last user seen on it, and until there was one to
/// an anonymous person, who becomes the first user that the device names, or is merged into them if they exist. Two users
/// never merge, not even on one device. This is Amplitude's published behaviour.
///
/// Held by the loader alone. Everybody whom a load needs is read before it begins (``People/read(_:from:)``).
final class People {
    struct Key: Hashable, Sendable {
        var project: ProjectID
        var id: ExactText

        init(_ project: ProjectID, _ id: String) {
            self.project = project
            self.id = ExactText(id)
        }
    }

    struct Device {
        /// Whom the device's first events belong to.
        var uid: Int32
        /// The last known user.
        var lastUID: Int32?
        var firstSeen: Timestamp
        var isStored: Bool

        var owner: Int32 { lastUID ?? uid }
    }

    struct Merge: Sendable, Equatable {
        var old: Int32
        var canonical: Int32
        /// Whom it was merged into, who may be merged into `canonical`.
        var direct: Int32
        /// Whether earlier loads may have written rows for `old`.
        var isStored: Bool
    }

    /// By what somebody said of user ids.
    var mappings = UserMappings()
    private(set) var users: [Key: Int32] = [:]
    private(set) var devices: [Key: Device] = [:]
    private(set) var people: [Int32: Person] = [:]
    private(set) var nextUID: Int32
    /// What the current load changed.
    var merges: [Merge] = []
    private(set) var changedDevices: Set<Key> = []

    init(nextUID: Int32) { self.nextUID = nextUID }

    /// As it begins, with nobody known.
    var forgotten: People {
        let people = People(nextUID: nextUID)
        people.mappings.isUsed = mappings.isUsed
        return people
    }

    var count: Int { people.count + devices.count + mappings.globalIDs.count }

    func add(_ person: Person) {
        guard people[person.uid] == nil else { return }
        people[person.uid] = person
        if let id = person.userID { users[Key(person.project, id)] = person.uid }
    }

    func add(_ device: Device, for key: Key) { if devices[key] == nil { devices[key] = device } }

    /// The person that an event of these ids belongs to. At least one id is there.
    func person(userID: String?, deviceID: String?, in project: ProjectID, at time: Timestamp) -> Person {
        let deviceKey = deviceID.map { Key(project, $0) }
        let device = deviceKey.flatMap { devices[$0] }
        guard let userID else {
            if let device, let owner = people[device.owner] { return owner }
            let person = newPerson(userID: nil, deviceID: deviceID, in: project, at: time)
            if let deviceKey {
                set(Device(uid: person.uid, lastUID: nil, firstSeen: time, isStored: false), for: deviceKey)
            }
            return person
        }

        let userKey = Key(project, userID)
        let anonymous = device.flatMap { $0.lastUID == nil ? people[$0.uid] : nil }
        let person: Person
        if let uid = users[userKey], let known = people[uid] {
            person = known
            if let anonymous, anonymous.uid != known.uid {
                merges.append(
                    Merge(
                        old: anonymous.uid, canonical: mappings.canonical(of: known.uid), direct: known.uid,
                        isStored: anonymous.isStored))
            }
        } else if let anonymous, anonymous.userID == nil {
            anonymous.userID = userID
            anonymous.isChanged = true
            users[userKey] = anonymous.uid
            person = anonymous
        } else {
            person = newPerson(userID: userID, deviceID: deviceID, in: project, at: time)
        }
        if let deviceKey {
            if var device {
                if device.lastUID != person.uid {
                    device.lastUID = person.uid
                    set(device, for: deviceKey)
                }
            } else {
                set(Device(uid: person.uid, lastUID: person.uid, firstSeen: time, isStored: false), for: deviceKey)
            }
        }
        return person
    }

    /// After the load is in the warehouse: everything that changed is stored now.
    func didStore() {
        for person in people.values where person.isChanged {
            person.isChanged = false
            person.isStored = true
        }
        for key in changedDevices { devices[key]?.isStored = true }
        changedDevices = []
        merges = []
        mappings.didStore()
    }

    func newPerson(userID: String?, deviceID: String?, in project: ProjectID, at time: Timestamp) -> Person {
        let person = Person(
            uid: nextUID, project: project, userID: userID, deviceID: deviceID, firstSeen: time, lastSeen: time)
        nextUID &+= 1
        people[person.uid] = person
        if let userID { users[Key(project, userID)] = person.uid }
        return person
    }

    private func set(_ device: Device, for key: Key) {
        devices[key] = device
        changedDevices.insert(key)
    }
}
