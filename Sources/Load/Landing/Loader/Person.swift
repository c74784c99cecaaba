internal import JSON

/// A person as the loader knows them. Held by the loader alone.
final class Person {
    let uid: Int32
    let project: ProjectID
    /// `nil` for somebody known only by a device.
    var userID: String?
    let deviceID: String?
    private(set) var firstSeen: Timestamp
    private(set) var lastSeen: Timestamp
    /// The properties as the text of a JSON object: what every event of the person is stored with.
    private(set) var propertiesText: String
    private(set) var initialText: String?
    /// The newest values of ``EventField/current``, in that order.
    private(set) var current: [String?]
    /// Whether the warehouse has a row of this person.
    var isStored: Bool
    var isChanged = false
    private var parsed: JSONObject?
    private var parsedCampaign: [(field: EventField, value: String)]?

    init(
        uid: Int32, project: ProjectID, userID: String?, deviceID: String?, firstSeen: Timestamp, lastSeen: Timestamp,
        propertiesText: String = "{}", initialText: String? = nil,
        current: [String?] = Array(repeating: nil, count: EventField.current.count), isStored: Bool = false
    ) {
        self.uid = uid
        self.project = project
        self.userID = userID
        self.deviceID = deviceID
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.propertiesText = propertiesText
        self.initialText = initialText
        self.current = current
        self.isStored = isStored
        isChanged = !isStored
    }

    func wasSeen(at time: Timestamp, isFuture: Bool) {
        if time < firstSeen {
            firstSeen = time
            isChanged = true
        }
        // A clock that runs ahead must not make somebody active for ever.
        if time > lastSeen, !isFuture {
            lastSeen = time
            isChanged = true
        }
    }

    /// - Returns: Whether something was left out to stay within the limits.
    func apply(_ operations: JSONObject) -> Bool {
        var state = properties
        let isCut = PropertyOperations.apply(operations, to: &state)
        parsed = state
        parsedCampaign = nil
        propertiesText = JSONValue.object(state).text
        if initialText == nil, !state.isEmpty { initialText = propertiesText }
        isChanged = true
        return isCut
    }

    /// Takes over the newest place, device and versions. Setting one of a group makes the others of it unknown.
    func take(_ fields: [(field: EventField, value: String)]) {
        guard !fields.isEmpty else { return }
        var next = current
        if fields.contains(where: { EventField.place.contains($0.field) }) {
            for index in EventField.place.indices { next[index] = nil }
        }
        if fields.contains(where: { EventField.device.contains($0.field) }) {
            for index in EventField.device.indices { next[EventField.place.count + index] = nil }
        }
        for (field, value) in fields where field != .startVersion {
            if let index = Self.places[field] { next[index] = value }
        }
        if let version = Self.places[.appVersion], let start = Self.places[.startVersion], next[start] == nil {
            next[start] = next[version]
        }
        if next != current {
            current = next
            isChanged = true
        }
    }

    /// The first version of the product that the person used.
    var startVersion: String? { Self.places[.startVersion].flatMap { current[$0] } }

    /// Where the person came from, out of their properties, in which SDKs keep it.
    var campaign: [(field: EventField, value: String)] {
        if propertiesText == "{}" { return [] }
        if let parsedCampaign { return parsedCampaign }
        let properties = properties
        var campaign: [(field: EventField, value: String)] = []
        for field in Self.campaignFields {
            if let value = properties[field.column]?.stringValue { campaign.append((field, value)) }
        }
        if let (name, value) = Self.clickIDs.lazy.compactMap({ name in
            properties[name]?.stringValue.map { (name, $0) }
        }).first {
            campaign.append((.clickID, name + ":" + value))
        }
        parsedCampaign = campaign
        return campaign
    }

    private var properties: JSONObject {
        if let parsed { return parsed }
        let read = (try? JSONValue.parse(propertiesText))?.objectValue ?? JSONObject()
        parsed = read
        return read
    }

    private static let places = Dictionary(
        EventField.current.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    private static let campaignFields: [EventField] = [
        .utmSource, .utmMedium, .utmCampaign, .utmTerm, .utmContent, .referrer, .referringDomain,
    ]
    private static let clickIDs = [
        "gclid", "fbclid", "msclkid", "dclid", "gbraid", "wbraid", "ttclid", "twclid", "li_fat_id", "rdt_cid",
        "ko_click_id",
    ]
}
