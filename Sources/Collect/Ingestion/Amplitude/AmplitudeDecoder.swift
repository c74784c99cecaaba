internal import Crypto
internal import JSON
package import Landing

/// Reads queued bodies of Amplitude's HTTP V2 API.
package struct AmplitudeDecoder: BodyDecoder {
    package static let format = "amplitude-v2"
    package var format: String { Self.format }

    package init() {}

    package func decode(_ body: QueuedBody) throws(DecodingProblem) -> DecodedBody {
        do {
            return try withJSON(RequestBody.json(in: body.body)) { view in
                let batch = AmplitudeBatch(view: view)
                guard let events = batch.events else { throw DecodingProblem("events is missing") }
                let (shortestID, uploadTime) = (batch.shortestID, batch.uploadTime)
                var decoded = DecodedBody()
                for (index, item) in events.elements.enumerated() {
                    let read = AmplitudeEvent(item, shortestID: shortestID)
                    if read.problems.isEmpty {
                        decoded.events.append(Self.event(read, uploadTime: uploadTime, address: body.clientAddress))
                    } else {
                        let reason = read.problems.map(\.reason).joined(separator: "; ")
                        decoded.rejects.append(
                            RejectedItem(index: index, reason: reason, item: item.value.serialized()))
                    }
                }
                return decoded
            }
        } catch let problem as DecodingProblem {
            throw problem
        } catch {
            throw DecodingProblem("\(error)")
        }
    }

    private static func event(_ read: AmplitudeEvent, uploadTime: Timestamp?, address: String) -> Event {
        let view = read.view
        var limits = PropertyLimits()
        var type = ""
        if case .text(let text) = AmplitudeEvent.text(view["event_type"]) { type = limits.plain(text) }
        var event = Event(type: type, source: "amplitude")
        event.isSystem = systemTypes.contains(type)
        event.clientUploadTime = uploadTime
        event.userID = read.ids.user
        if let device = read.ids.device {
            event.deviceID = device
        } else if let user = read.ids.user {
            event.deviceID = derivedDevice(of: user)
            event.deviceIsDerived = true
        }
        if read.ids.isReplaced || event.deviceIsDerived { event.flags.insert(.idReplaced) }

        var extra = JSONWriter()
        var hasExtra = false
        extra.beginObject()
        var skipsUserProperties = false
        for (name, value) in view.members where !value.isNull {
            switch name {
            case "event_type", "user_id", "device_id", "price", "quantity", "revenue": break
            case "time": if case .value(let time) = AmplitudeEvent.time(value) { event.clientTime = time }
            case "insert_id": if case .text(let id) = AmplitudeEvent.id(value) { event.insertID = id }
            case "session_id": event.sessionID = session(value)
            case "event_properties":
                event.properties = limits.text(of: value)
                addPage(from: value, to: &event, &limits)
            case "user_properties": event.userOperations = object(value, &limits)
            case "group_properties": event.groupOperations = object(value, &limits)
            case "groups": event.groups = groups(value, &limits)
            case "$skip_user_properties_sync": skipsUserProperties = value.boolValue ?? false
            case "location_lat": event.latitude = degrees(value, within: 90)
            case "location_lng": event.longitude = degrees(value, within: 180)
            case "ip": event[.ip] = value.stringValue.map { $0 == "$remote" ? address : limits.plain($0) }
            case "version_name": if event[.appVersion] == nil { event[.appVersion] = plain(value, &limits) }
            default:
                if let field = fields[name] {
                    if let text = plain(value, &limits) { event[field] = text }
                } else {
                    if name == "user_agent", value.stringValue.map(Robots.isRobot) == true { event.flags.insert(.bot) }
                    extra.key(limits.plain(name))
                    limits.write(value, to: &extra, depth: 2)
                    hasExtra = true
                }
            }
        }
        extra.endObject()
        if hasExtra { event.extra = String(decoding: extra.bytes, as: UTF8.self) }
        if skipsUserProperties { event.userOperations = nil }
        addMoney(from: view, to: &event)
        if event.latitude != nil || EventField.place.contains(where: { event[$0] != nil }) {
            event.flags.insert(.placeSent)
        }
        if limits.isCut { event.flags.insert(.truncated) }
        return event
    }

    /// Price times quantity wins over a revenue that was sent as well; a price alone is for one piece.
    private static func addMoney(from view: JSONView, to event: inout Event) {
        func number(_ name: String) -> Double? {
            if case .value(let number) = AmplitudeEvent.number(view[name]) { number } else { nil }
        }
        func millionths(_ amount: Double) -> Int128? {
            let stored = Money.millionths(amount)
            if stored == nil { event.flags.insert(.truncated) }
            return stored
        }
        let (price, quantity, revenue) = (number("price"), number("quantity"), number("revenue"))
        event.quantity = quantity
        event.price = price.flatMap(millionths)
        if let price, let quantity {
            event.revenue = millionths(price * quantity)
        } else {
            event.revenue = (revenue ?? price).flatMap(millionths)
        }
    }

    /// A name that stands for no device, so that the device key is never empty.
    static func derivedDevice(of user: String) -> String {
        var hash = SHA256()
        hash.update(data: Array("device of ".utf8))
        hash.update(data: Array(user.utf8))
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: hash.finalize().prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    private static func session(_ value: JSONView) -> Int64? {
        let number =
            value.intValue ?? value.doubleValue.flatMap { Int64(exactly: $0) }
            ?? value.stringValue.flatMap { Int64($0) }
        return number.flatMap { $0 > 0 ? $0 : nil }
    }

    private static func plain(_ value: JSONView, _ limits: inout PropertyLimits) -> String? {
        guard case .text(let text) = AmplitudeEvent.text(value), !text.isEmpty else { return nil }
        return limits.plain(text)
    }

    private static func degrees(_ value: JSONView, within largest: Double) -> Double? {
        guard case .value(let degrees) = AmplitudeEvent.number(value), abs(degrees) <= largest else { return nil }
        return degrees
    }

    private static func object(_ value: JSONView, _ limits: inout PropertyLimits) -> JSONObject? {
        guard value.kind == .object else { return nil }
        let object = (try? JSONValue.parse(limits.text(of: value)))?.objectValue
        return object?.isEmpty == true ? nil : object
    }

    private static func groups(_ value: JSONView, _ limits: inout PropertyLimits) -> [(type: String, names: [String])] {
        var groups: [(type: String, names: [String])] = []
        for (type, names) in value.members {
            let listed = names.kind == .array ? Array(names.elements) : [names]
            var read: [String] = []
            for name in listed.prefix(PropertyLimits.mostKeys) {
                if let text = plain(name, &limits), !read.contains(text) { read.append(text) }
            }
            if !read.isEmpty, groups.count < 100 { groups.append((limits.plain(type), read)) }
        }
        return groups
    }

    private static func addPage(from properties: JSONView, to event: inout Event, _ limits: inout PropertyLimits) {
        if let url = properties["[Amplitude] Page URL"]?.stringValue
            ?? properties["[Amplitude] Page Location"]?.stringValue
        {
            let page = PageURL(url)
            event[.pageURL] = limits.plain(page.url)
            event[.pageHost] = page.host.map { limits.plain($0) }
            event[.pagePath] = page.path.map { limits.plain($0) }
        }
        if let title = properties["[Amplitude] Page Title"]?.stringValue { event[.pageTitle] = limits.plain(title) }
        if let referrer = properties["referrer"]?.stringValue { event[.referrer] = limits.plain(referrer) }
        if let domain = properties["referring_domain"]?.stringValue { event[.referringDomain] = limits.plain(domain) }
    }

    private static let systemTypes: Set<String> = [
        "$identify", "$groupidentify", "$exposure", "session_start", "session_end",
    ]

    private static let fields: [String: EventField] = [
        "library": .library, "platform": .platform, "os_name": .osName, "os_version": .osVersion,
        "device_brand": .deviceBrand, "device_manufacturer": .deviceManufacturer, "device_model": .deviceModel,
        "device_family": .deviceFamily, "device_type": .deviceType, "carrier": .carrier, "app_version": .appVersion,
        "start_version": .startVersion, "language": .language, "country": .country, "region": .region, "city": .city,
        "dma": .dma, "productId": .productID, "revenueType": .revenueType, "currency": .currency,
    ]
}
