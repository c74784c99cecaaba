internal import Crypto
internal import JSON
package import Landing

/// Reads queued bodies of Amplitude's HTTP V2 API.
package struct AmplitudeDecoder: BodyDecoder {
    package static let format = "amplitude-v2"
    package var format: String { Self.format }

    package init() {}

    package func decode(
        _ body: QueuedBody, blocking blocked: Set<ExactText>
    ) throws(DecodingProblem) -> DecodedBody {
        do {
            return try RequestBody.withValue(in: body.body) { view in
                let batch = AmplitudeBatch(view: view)
                guard let events = batch.events else { throw DecodingProblem("events is missing") }
                let (shortestID, uploadTime) = (batch.shortestID, batch.uploadTime)
                var decoded = DecodedBody()
                for (index, item) in events.elements.enumerated() {
                    let read = AmplitudeEvent(item, shortestID: shortestID)
                    guard read.problems.isEmpty else {
                        let detail = read.problems.map(\.reason).joined(separator: "; ")
                        decoded.held.append(Self.held(read, at: index, of: batch, .invalid, detail))
                        continue
                    }
                    let event = Self.event(read, uploadTime: uploadTime, address: body.clientAddress)
                    if !blocked.isEmpty, blocked.contains(ExactText(event.type)) {
                        let detail = "events of the type \(event.type) are blocked"
                        decoded.held.append(Self.held(read, at: index, of: batch, .blocked, detail))
                    } else {
                        decoded.events.append(event)
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

    private static func held(
        _ read: AmplitudeEvent, at index: Int, of batch: AmplitudeBatch, _ reason: HoldReason, _ detail: String
    ) -> HeldItem {
        var limits = PropertyLimits()
        var item = HeldItem(
            reason: reason, detail: detail, index: index, userID: read.ids.user, deviceID: read.ids.device,
            key: batch.key?.stringValue, item: read.view.serialized, envelope: batch.envelope)
        if case .text(let type) = AmplitudeEvent.text(read.view["event_type"]) { item.eventType = limits.plain(type) }
        return item
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
        } else if let groups = view["groups"] {
            // Of a group whose properties nobody in particular sets: one person stands for it, whom nothing makes active.
            event.deviceID = derivedDevice(of: String(decoding: groups.serialized, as: UTF8.self))
            event.flags.insert(.idReplaced)
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
            case "session_id":
                event.sessionID = session(value)
                if let text = value.stringValue, Int64(text) == nil { event.sessionKey = plain(value, &limits) }
            case "event_properties":
                guard value.kind == .object else { break }
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
                    if name == "user_agent", let agent = value.stringValue { addBrowser(agent, to: &event, &limits) }
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
        addRevenueProperties(from: view, to: &event, &limits)
        if event.latitude != nil || EventField.place.contains(where: { event[$0] != nil }) {
            event.flags.insert(.placeSent)
        }
        if limits.isCut { event.flags.insert(.truncated) }
        return event
    }

    /// Price times quantity wins over a revenue that was sent as well; a price alone is for one piece.
    private static func addMoney(from view: JSONView, to event: inout Event) {
        let properties = event.type == revenueType ? view["event_properties"] : nil
        func number(_ name: String) -> Double? {
            for value in [view[name], properties?["$" + name]] {
                if case .value(let number) = AmplitudeEvent.number(value) { return number }
            }
            return nil
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

    /// What the SDKs' revenue call is given comes as properties, their names after a dollar sign.
    private static func addRevenueProperties(
        from view: JSONView, to event: inout Event, _ limits: inout PropertyLimits
    ) {
        guard event.type == revenueType, let properties = view["event_properties"] else { return }
        for (name, field) in [
            ("$productId", EventField.productID), ("$revenueType", .revenueType), ("$currency", .currency),
        ] where event[field] == nil {
            if let value = properties[name] { event[field] = plain(value, &limits) }
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

    private static func addBrowser(_ agent: String, to event: inout Event, _ limits: inout PropertyLimits) {
        if Robots.isRobot(agent) { event.flags.insert(.bot) }
        guard let browser = Browser(userAgent: agent) else { return }
        event[.browser] = browser.name
        event[.browserVersion] = browser.version.map { limits.plain($0) }
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

    private static let revenueType = "revenue_amount"
    private static let systemTypes: Set<String> = [
        "$identify", AmplitudeEvent.groupIdentify, "$exposure", "session_start", "session_end",
    ]

    private static let fields: [String: EventField] = [
        "library": .library, "platform": .platform, "os_name": .osName, "os_version": .osVersion,
        "device_brand": .deviceBrand, "device_manufacturer": .deviceManufacturer, "device_model": .deviceModel,
        "device_family": .deviceFamily, "device_type": .deviceType, "carrier": .carrier, "app_version": .appVersion,
        "start_version": .startVersion, "language": .language, "country": .country, "region": .region, "city": .city,
        "dma": .dma, "productId": .productID, "revenueType": .revenueType, "currency": .currency,
    ]
}
