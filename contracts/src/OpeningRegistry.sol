// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IOpeningRegistry} from "./interfaces/IOpeningRegistry.sol";

/// @title Opening authorities and their epoch keys
/// @notice See IOpeningRegistry, which says what each function does, emits and refuses.
contract OpeningRegistry is IOpeningRegistry, EIP712 {
    struct Authority {
        address registrar;
        uint16 threshold;
        uint64 epoch;
        string name;
        address[] trustees;
    }

    struct EpochKey {
        bytes key;
        bytes32 sharesHash;
        bytes32 dkgHash;
        uint64 publishedAt;
    }

    bytes32 private constant EPOCH_KEY_TYPEHASH =
        keccak256("EpochKey(bytes32 authority,uint64 epoch,bytes32 keyHash,bytes32 sharesHash,bytes32 dkgHash)");

    uint256 private constant POINT_BYTES = 48;
    /// @dev The first byte of a compressed point: bit 7 is set, bit 6 only for the point at infinity.
    bytes1 private constant POINT_FLAGS = 0xc0;
    bytes1 private constant COMPRESSED = 0x80;

    /// @inheritdoc IOpeningRegistry
    uint256 public constant MAX_TRUSTEES = 64;

    /// @inheritdoc IOpeningRegistry
    mapping(bytes32 id => mapping(uint64 epoch => EpochKey)) public epochKey;

    mapping(bytes32 id => Authority) private _authorities;

    constructor() EIP712("Velum OpeningRegistry", "1") {}

    /// @inheritdoc IOpeningRegistry
    function registerAuthority(bytes32 salt, address[] calldata trustees_, uint16 threshold, string calldata name)
        external
        returns (bytes32 id)
    {
        if (trustees_.length == 0 || trustees_.length > MAX_TRUSTEES) revert TrusteeCount(trustees_.length);
        if (threshold == 0 || threshold > trustees_.length) revert InvalidThreshold(threshold, trustees_.length);
        for (uint256 i = 0; i < trustees_.length; i++) {
            if (trustees_[i] == address(0)) revert InvalidTrustee(address(0));
            for (uint256 j = 0; j < i; j++) {
                if (trustees_[i] == trustees_[j]) revert InvalidTrustee(trustees_[i]);
            }
        }
        id = authorityId(msg.sender, salt);
        Authority storage registered = _authorities[id];
        if (registered.registrar != address(0)) revert AlreadyRegistered(id);

        registered.registrar = msg.sender;
        registered.threshold = threshold;
        registered.name = name;
        registered.trustees = trustees_;
        emit AuthorityRegistered(id, msg.sender, trustees_, threshold, name);
    }

    /// @inheritdoc IOpeningRegistry
    function publishEpoch(
        bytes32 id,
        uint64 epoch,
        bytes calldata key,
        bytes calldata verificationShares,
        bytes32 dkgHash,
        bytes[] calldata signatures
    ) external {
        Authority storage registered = _authorities[id];
        if (registered.registrar == address(0)) revert UnknownAuthority(id);
        if (epoch != registered.epoch + 1) revert EpochNotNext(registered.epoch, epoch);
        if (key.length != POINT_BYTES || key[0] & POINT_FLAGS != COMPRESSED) revert InvalidKey();
        uint256 count = registered.trustees.length;
        if (verificationShares.length != POINT_BYTES * count) revert InvalidShares(verificationShares.length, count);
        if (signatures.length != count) revert SignatureCount(signatures.length, count);

        bytes32 sharesHash = keccak256(verificationShares);
        bytes32 digest =
            _hashTypedDataV4(keccak256(abi.encode(EPOCH_KEY_TYPEHASH, id, epoch, keccak256(key), sharesHash, dkgHash)));
        for (uint256 i = 0; i < count; i++) {
            address trustee = registered.trustees[i];
            if (ECDSA.recover(digest, signatures[i]) != trustee) revert NotSignedBy(trustee);
        }

        registered.epoch = epoch;
        epochKey[id][epoch] = EpochKey(key, sharesHash, dkgHash, uint64(block.timestamp));
        emit EpochPublished(id, epoch, key, verificationShares, dkgHash);
    }

    /// @inheritdoc IOpeningRegistry
    function authority(bytes32 id)
        external
        view
        returns (address registrar, uint16 threshold, uint64 epoch, string memory name)
    {
        Authority storage found = _authorities[id];
        return (found.registrar, found.threshold, found.epoch, found.name);
    }

    /// @inheritdoc IOpeningRegistry
    function trustees(bytes32 id) external view returns (address[] memory) {
        return _authorities[id].trustees;
    }

    /// @inheritdoc IOpeningRegistry
    function authorityId(address registrar, bytes32 salt) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), registrar, salt));
    }
}
