// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Ceremonies: the trustees' broadcast channel
/// @notice A ceremony is one run of a key generation (its epoch is the one after the current) or of a refresh (its
/// epoch has a key). An authority has at most one under way; they are numbered from 1. A trustee speaks once in each
/// round, and only after everybody spoke in the round before: 1 commit (SHA-256 of the reveal), 2 reveal, 3 deal,
/// 4 confirm (a signature for the key or the refresh, 65 bytes). What the messages say is for everybody to check; the
/// contract checks that a reveal is what was committed to, so that nobody chooses after having seen the others.
///
/// Not prevented: every ceremony needs every trustee, so that each of them can stall one or abort it, again and
/// again; `by` in the log and the missing broadcasts say who, and a threshold replaces that trustee. A trustee about
/// to be accused can abort first: the accuser then has its evidence, and the log shows who aborted. Outsiders can do
/// nothing here.
interface IOpeningCeremonies {
    /// @notice The authority has a ceremony under way.
    error CeremonyUnderWay(uint64 ceremony);

    /// @notice This ceremony is not the one under way.
    error CeremonyNotUnderWay(uint64 ceremony);

    /// @notice Rounds are 1 to 4, and each waits for everybody's message of the one before.
    error RoundNotOpen(uint256 round);

    /// @notice The trustee has spoken in this round.
    error AlreadyBroadcast(uint256 round, uint256 index);

    /// @notice A commitment has 32 bytes, a signature 65, everything else 1 to `MAX_MESSAGE_BYTES`.
    error MessageSize(uint256 size);

    /// @notice The reveal is not what the trustee committed to.
    error RevealDiffers(uint256 index);

    /// @notice A ceremony began.
    /// @param epoch The current one or an earlier: a refresh; the next: a key generation.
    event CeremonyBegun(bytes32 indexed id, uint64 indexed ceremony, uint64 epoch, uint16 by);

    /// @notice A trustee spoke.
    event Broadcast(bytes32 indexed id, uint64 indexed ceremony, uint8 round, uint16 index, bytes message);

    /// @notice A ceremony ended without a result. Whether the accusation holds is for everybody to check.
    /// @param by 0 when the replacement of a trustee ended it.
    /// @param accused 0 when nobody is.
    event CeremonyAborted(bytes32 indexed id, uint64 indexed ceremony, uint16 by, uint16 accused, bytes evidence);

    /// @notice A ceremony ended because its epoch's key or refresh was published.
    event CeremonyPublished(bytes32 indexed id, uint64 indexed ceremony);

    /// @notice The longest message or evidence: 32 KiB, enough for what a trustee deals to 63 others.
    function MAX_MESSAGE_BYTES() external view returns (uint256);

    /// @notice Begins a ceremony, by a trustee.
    /// @param epoch One that has a key and is not retired, to refresh its shares; or the next, to make its key.
    /// @param index The sender's.
    /// @return ceremony Its number.
    function beginCeremony(bytes32 id, uint64 epoch, uint16 index) external returns (uint64 ceremony);

    /// @notice Says something to all trustees, and to the public, by the trustee.
    function broadcast(bytes32 id, uint64 ceremony, uint8 round, uint16 index, bytes calldata message) external;

    /// @notice Ends the ceremony under way, by a trustee.
    /// @param accused The index of the trustee that misbehaved; 0 when nobody did, as when it stalled.
    /// @param evidence What everybody needs to judge that, beside the log; may be empty.
    function abortCeremony(bytes32 id, uint64 ceremony, uint16 index, uint16 accused, bytes calldata evidence) external;

    /// @notice An authority's newest ceremony; all zero when it had none.
    /// @return number Its number, which is also how many there were.
    /// @return epoch What it is about.
    /// @return underWay Neither published nor aborted.
    function newestCeremony(bytes32 id) external view returns (uint64 number, uint64 epoch, bool underWay);
}
