/// One mail of a sales sequence to a lead, and what became of it.
struct PlannedSalesMail: Sendable {
    struct Sequence: Sendable {
        var id: Int
        var name: String
        /// The days after the start on which mails go out; calls between them are not mails.
        var mailDays: [Int]
    }

    var id: Int
    var sequence: Int
    /// 1 is the first.
    var step: Int
    /// The lead's place.
    var lead: Int
    var senderID: String
    var sentSecond: Int
    var hasBounced = false
    var openedSecond: Int?
    var clickedSecond: Int?
    var repliedSecond: Int?

    static let sequences = [
        Sequence(id: 11, name: "Inbound demo request", mailDays: [0, 2, 6]),
        Sequence(id: 12, name: "Event follow-up", mailDays: [1, 4, 9, 15]),
        Sequence(id: 13, name: "Trial check-in", mailDays: [0, 7, 14]),
        Sequence(id: 14, name: "Cold: developer experience", mailDays: [0, 3, 7, 12, 20]),
    ]

    /// A sequence ends with an answer or a bounced mail.
    static func all(settings: DemoSettings, marketing: MarketingPlan) -> [PlannedSalesMail] {
        var mails: [PlannedSalesMail] = []
        for (place, lead) in marketing.leads.enumerated() {
            guard let sender = lead.ownerID, lead.duplicateOf == nil, lead.status != .new else { continue }
            var random = Random(seed: settings.seed, .salesMails, place)
            guard random.chance(0.6) else { continue }
            let chosen = random.below(sequences.count)
            let start = lead.createdSecond / 86_400 + random.between(0, 3)
            for (index, offset) in sequences[chosen].mailDays.enumerated() {
                let day = start + offset
                guard day <= settings.endDay else { break }
                var mail = PlannedSalesMail(
                    id: 0, sequence: chosen, step: index + 1, lead: place, senderID: sender,
                    sentSecond: day * 86_400 + 50_400 + random.below(21_600))
                let last = (settings.endDay + 1) * 86_400 - 1
                func later(_ low: Int, _ high: Int, after second: Int) -> Int? {
                    let at = second + random.between(low, high)
                    return at <= last ? at : nil
                }
                mail.hasBounced = random.chance(0.03)
                if !mail.hasBounced {
                    if random.chance(0.44) { mail.openedSecond = later(300, 170_000, after: mail.sentSecond) }
                    if let opened = mail.openedSecond, random.chance(0.18) {
                        mail.clickedSecond = later(10, 600, after: opened)
                    }
                    if let opened = mail.openedSecond, random.chance(0.14) {
                        mail.repliedSecond = later(600, 90_000, after: opened)
                    }
                }
                mails.append(mail)
                if mail.hasBounced || mail.repliedSecond != nil { break }
            }
        }
        mails.sort { ($0.sentSecond, $0.lead) < ($1.sentSecond, $1.lead) }
        for place in mails.indices { mails[place].id = 70_001 + place }
        return mails
    }
}
