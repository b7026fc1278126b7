// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Requests to open a presentation, the trustees' votes, and results
/// @notice Who wants a presentation opened asks here, before everybody's eyes. After the authority's delay, and before
/// the request expires, trustees approve; with a threshold of approvals the requester closes it with the hash of the
/// result. Nothing is here but hashes, addresses, times, the requester's key and how the holder can answer.
///
/// Approvals of several requests about one presentation never add up to a threshold: a presentation is first opened by
/// a threshold of approvals of one request. Whoever approved another request of it, which nobody opened, therefore
/// approves the new one before others can complete it. Once one request has its threshold, all this begins anew.
///
/// @dev A request's id holds the requester's address, so that nobody takes another's id by being faster. A service may
/// let its lawful opener ask in its place; its account signs, in the domain of this contract, type
/// `Handover(bytes32 authority,bytes32 presentationId,address opener,uint64 until)`, which trustees check and this
/// contract does not.
///
/// Not prevented: anybody may request anything, under as many addresses as they pay for, so that the quota holds for an
/// account and not for a person, and every opener to whom a service hands over has one of its own; trustees answer
/// only the presentation's audience and its openers, and count those together. A trustee that approves a request which
/// nobody else does, and then not the rightful one, leaves that without its last approval: a threshold replaces the
/// trustee, and its successor votes in its place. Two quotas fit into a short time
/// around the boundary of two periods. The hash of a result may be any: the evidence shows what was opened. Trustees
/// who decrypt without a request leave no trace here. A request shortly before an epoch retires may find its shares
/// destroyed. A block can be reorganised away: trustees act on final ones only.
interface IOpeningRequests {
    /// @notice A request as stored; all zero when there is none.
    /// @param approvedBy Bit i - 1 is set when trustee i approved; `refusedBy` likewise.
    /// @param resultHash Zero until it is closed.
    struct OpeningRequest {
        address requester;
        uint64 epoch;
        uint64 approvedBy;
        uint64 refusedBy;
        uint64 opensAt;
        uint64 expiresAt;
        bytes32 authority;
        bytes32 presentationId;
        bytes32 resultHash;
    }

    /// @notice The requester has made this request; a new one needs a new legal basis.
    error AlreadyRequested(bytes32 requestId);

    /// @notice The requester has used up its requests of this period.
    /// @param until When the next period begins.
    error QuotaUsedUp(address requester, uint256 until);

    /// @notice How the holder can answer is said in 1 to 256 bytes.
    error AnswerSize(uint256 size);

    /// @notice There is no request with this id.
    error UnknownRequest(bytes32 requestId);

    /// @notice The delay is not over.
    error NotYetOpen(uint64 opensAt);

    /// @notice The request has expired.
    error RequestExpired(uint64 expiresAt);

    /// @notice The trustee's place has voted on this request.
    error AlreadyVoted(uint256 index);

    /// @notice Together with approvals of other requests this one would open the presentation, and this request has no
    /// threshold of its own. Who has approved another has to approve this one first.
    /// @param trustees Bit i - 1 is set for trustee i that approved another request of this presentation and not this.
    error ApprovedElsewhere(uint64 trustees);

    /// @notice The request is closed.
    error AlreadyClosed(bytes32 requestId);

    /// @notice Only the requester closes a request.
    error NotRequester(address sender);

    /// @notice A threshold of trustees has not approved.
    error NotEnoughApprovals(uint256 approvals, uint256 threshold);

    /// @notice The hash of a result is not zero.
    error EmptyResult();

    /// @notice A presentation was asked to be opened.
    /// @param requesterKey X25519, as published; not checked.
    /// @param answerTo How the holder can answer: an address for post, mail or the web.
    event OpeningRequested(
        bytes32 indexed requestId,
        bytes32 indexed id,
        address indexed requester,
        uint64 epoch,
        bytes32 presentationId,
        bytes32 basisHash,
        bytes32 requesterKey,
        string answerTo,
        uint64 opensAt,
        uint64 expiresAt
    );

    /// @notice A trustee approved.
    /// @param partialHash SHA-256 of the partial decryption.
    /// @param approvals How many there are now.
    event OpeningApproved(
        bytes32 indexed requestId, address indexed trustee, uint16 index, bytes32 partialHash, uint256 approvals
    );

    /// @notice A trustee refused.
    /// @param reasonHash SHA-256 of the reason.
    event OpeningRefused(bytes32 indexed requestId, address indexed trustee, uint16 index, bytes32 reasonHash);

    /// @notice The requester has opened the presentation.
    /// @param resultHash Salted.
    event OpeningClosed(bytes32 indexed requestId, bytes32 resultHash);

    /// @notice Asks the trustees to open a presentation; the sender is the requester.
    /// @param id The authority.
    /// @param epoch Of the key that the presentation's token is encrypted to.
    /// @param presentationId SHA-256, as the presentation's transcript defines it.
    /// @param basisHash SHA-256 of the legal basis.
    /// @param requesterKey X25519; partial decryptions are encrypted to it.
    /// @param answerTo How the holder can answer, 1 to 256 bytes.
    /// @return requestId keccak256(abi.encode(chain id, this contract, id, epoch, sender, presentationId, basisHash)).
    function request(
        bytes32 id,
        uint64 epoch,
        bytes32 presentationId,
        bytes32 basisHash,
        bytes32 requesterKey,
        string calldata answerTo
    ) external returns (bytes32 requestId);

    /// @notice Approves a request, by the trustee, from `opensAt` until before `expiresAt`. A vote is final. Refused
    /// where it would complete a threshold of the presentation with approvals of other requests.
    function approve(bytes32 requestId, uint16 index, bytes32 partialHash) external;

    /// @notice Refuses a request, by the trustee, until before `expiresAt`. A vote is final.
    function refuse(bytes32 requestId, uint16 index, bytes32 reasonHash) external;

    /// @notice Says that the presentation is open, by the requester, once a threshold has approved; also after the
    /// request has expired.
    /// @param resultHash SHA-256 over the result and a salt; not zero.
    function close(bytes32 requestId, bytes32 resultHash) external;

    /// @notice A request.
    function openingRequest(bytes32 requestId) external view returns (OpeningRequest memory);
}
